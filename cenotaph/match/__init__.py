"""The match stage: which entries are one human being.

`match` compares entries across languages and scripts, joins those that are one person, keeps apart
those that are not, and hands doubt on: pairs that wait for a person to look.
"""

from cenotaph.match.names import NameMatch, compare_name_pairs, compare_names
from cenotaph.match.register import Matched, match

__all__ = ["Matched", "NameMatch", "compare_name_pairs", "compare_names", "match"]
