"""The read stage: what does each source say, who wrote it, and when?

One module of this folder reads one format (`NAME`, `MEDIA_TYPES`, `EXTENSIONS`, and `read`, `unpack` or `hold`);
the folder is scanned.
"""

from cenotaph.read.describe import describe, ruled_sources
from cenotaph.read.formats import read_file
from cenotaph.read.reading import Limits, Part, Reading
from cenotaph.read.recognition import recogniser
from cenotaph.read.shelf import place_of
from cenotaph.read.workers import Item, read_one, read_sources

__all__ = [
    "Item",
    "Limits",
    "Part",
    "Reading",
    "describe",
    "place_of",
    "read_file",
    "read_one",
    "read_sources",
    "recogniser",
    "ruled_sources",
]
