"""The read stage: what does each source say, who wrote it, and when?

One module of this folder reads one format (`NAME`, `MEDIA_TYPES`, `EXTENSIONS`, `read`); the folder is scanned.
"""

from cenotaph.read.describe import describe
from cenotaph.read.formats import read_file
from cenotaph.read.reading import Limits, Reading
from cenotaph.read.workers import read_sources

__all__ = ["Limits", "Reading", "describe", "read_file", "read_sources"]
