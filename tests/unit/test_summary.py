"""The lines at the end of a build."""

from __future__ import annotations

from msgspec.structs import replace

from cenotaph.flags import flag
from cenotaph.summary import _to_check


def test_points_to_check_and_what_is_told_for_information_are_counted_apart() -> None:
    open_point = flag("A006", part="3", total="2")
    settled = replace(flag("A006", part="5", total="4"), settled_by="dec-1")
    told = flag("A007", parts="1", sum=1, total=2, residual=1)
    listed = flag("S002", incident="x", present="", absent="")
    line = _to_check([open_point, settled, told, listed])
    assert line.found == "1 point"
    assert line.note == "where sources do not agree or add up; 1 settled; 1 more for information"
