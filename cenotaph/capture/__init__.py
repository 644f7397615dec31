"""The capture stage: what do we have, and is it intact?

Looks at the folder of sources and at `sources.csv`, and answers with the table of sources.
"""

from cenotaph.capture.cited import read_cited
from cenotaph.capture.files import HeldFile, find_files
from cenotaph.capture.held import Captured, Custody, capture, custody_of, noted_inside, without_custody

__all__ = [
    "Captured",
    "Custody",
    "HeldFile",
    "capture",
    "custody_of",
    "find_files",
    "noted_inside",
    "read_cited",
    "without_custody",
]
