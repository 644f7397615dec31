"""The examples are copied from their raw files, whatever stands there."""

from __future__ import annotations

from cenotaph.demo import copy_examples, examples


def test_both_examples_are_copied_without_anything_derived(tmp_path):
    copied = copy_examples(tmp_path)
    assert [path.name for path in copied] == ["black-january", "ozmara"]
    assert not [path for path in tmp_path.rglob("*") if path.name in (".cenotaph", "site", "export", "public")]


def test_a_second_copy_renews_what_was_changed_and_keeps_rulings(tmp_path):
    first = copy_examples(tmp_path)[0]
    (first / "sources.csv").write_text("spoilt", encoding="utf-8")
    (first / "decisions").mkdir(exist_ok=True)
    (first / "decisions" / "leyla.jsonl").write_text("kept", encoding="utf-8")
    copy_examples(tmp_path)
    assert (first / "sources.csv").read_bytes() == (examples() / "black-january" / "sources.csv").read_bytes()
    assert (first / "decisions" / "leyla.jsonl").read_text(encoding="utf-8") == "kept"
