"""Cenotaph: from a folder of contradicting sources to the public record.

Every command has a Python twin here: `build`, `read`, `find_claims`, `find_times`, `compare_names`,
`compare_name_pairs`, `match`, `estimate`, `check`, `show`, `explain`, `diff`, `decide`, `undo`, `todo`,
`release`. They are loaded when first used, so that `cenotaph --help` is instant.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cenotaph.alone import read as read
    from cenotaph.build import build as build
    from cenotaph.checking import check as check
    from cenotaph.claim import find_claims as find_claims
    from cenotaph.claim import find_times as find_times
    from cenotaph.decide import decide as decide
    from cenotaph.decide import todo as todo
    from cenotaph.decide import undo as undo
    from cenotaph.diff import diff as diff
    from cenotaph.estimate import estimate as estimate
    from cenotaph.explain import explain as explain
    from cenotaph.match import compare_name_pairs as compare_name_pairs
    from cenotaph.match import compare_names as compare_names
    from cenotaph.matching import match_lists as match  # noqa: F401  # the public name is another
    from cenotaph.public import release as release
    from cenotaph.show import show as show

__version__ = "0.1.0"

_HOMES = {
    "build": "cenotaph.build:build",
    "check": "cenotaph.checking:check",
    "compare_name_pairs": "cenotaph.match:compare_name_pairs",
    "compare_names": "cenotaph.match:compare_names",
    "decide": "cenotaph.decide:decide",
    "diff": "cenotaph.diff:diff",
    "estimate": "cenotaph.estimate:estimate",
    "explain": "cenotaph.explain:explain",
    "find_claims": "cenotaph.claim:find_claims",
    "find_times": "cenotaph.claim:find_times",
    "match": "cenotaph.matching:match_lists",
    "read": "cenotaph.alone:read",
    "release": "cenotaph.public:release",
    "show": "cenotaph.show:show",
    "todo": "cenotaph.decide:todo",
    "undo": "cenotaph.decide:undo",
}
"""Public name -> where it is defined."""

__all__ = [*_HOMES, "__version__"]  # noqa: PLE0604  # all are strings


def _verb(verb: str, home: str) -> property:
    """A public function found when first asked for.

    Some verbs bear the name of the module they live in (`cenotaph.build`). A property wins over the
    submodule of that name, which Python would else put in its place on import; the setter lets that
    import pass, and the function carries what the submodule holds, for `import cenotaph.match.model as model`
    asks it for that.
    """
    module, _, name = home.partition(":")

    def get(_package: ModuleType) -> Any:
        found = getattr(importlib.import_module(module), name)
        namesake = sys.modules.get(f"{__name__}.{verb}")
        inside = {} if namesake is None else vars(namesake)
        vars(found).update((own, value) for own, value in inside.items() if not own.startswith("__"))
        return found

    return property(get, lambda _package, _submodule: None)


_Package = type("_Package", (ModuleType,), {verb: _verb(verb, home) for verb, home in _HOMES.items()})
sys.modules[__name__].__class__ = _Package
