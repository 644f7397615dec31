"""What the rule sets chosen in cenotaph.toml make of the figures: `rule_sets/<name>.csv` and `.json`.

They are run over the view, so that no range rests on a figure that may not be shown.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cenotaph import table
from cenotaph.publish.contents import Record
from cenotaph.publish.exports.csv_tables import to_csv
from cenotaph.record import Assessment, Claim, Figure, Flag, Question
from cenotaph.rules import assess, rule_set

NAME = "rule_sets"
ORDER = 20


def export(record: Record, made: Mapping[str, bytes]) -> dict[str, bytes]:
    """Two files for each chosen rule set; the JSON says whose rules they are and where our reading is simpler."""
    del made
    chosen = record.settings.rule_sets
    if not chosen:
        return {}
    questions, figures = table.records(record.questions, Question), table.records(record.figures, Figure)
    claims, flags = table.records(record.claims, Claim), table.records(record.flags, Flag)
    files = {}
    for name in chosen:
        found = assess(name, questions, figures, claims, flags, record.settings.parties, record.set_aside)
        rules = rule_set(name)
        said = {
            "rule_set": name,
            "title": rules.title,
            "citation": rules.citation,
            "says": rules.says,
            "simplified": rules.simplified,
            "assessments": found,
        }
        files[f"rule_sets/{name}.csv"] = to_csv(table.to_table(found, Assessment))
        files[f"rule_sets/{name}.json"] = msgspec.json.format(msgspec.json.encode(said), indent=1) + b"\n"
    return files
