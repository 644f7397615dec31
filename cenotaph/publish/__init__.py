"""The publish stage: the site and the open data, through a view without what may not be shown.

A view in which restricted or sealed values do not exist is made first (`view`); pages and exports
are made from that view alone. Nothing on a page speaks for the software: a value stands with its
source, its words and its hedge.
"""

from __future__ import annotations

from cenotaph.publish.contents import Edition, Record
from cenotaph.publish.site import publish
from cenotaph.publish.view import view

__all__ = ["Edition", "Record", "publish", "view"]
