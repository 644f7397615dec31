"""What rulings make of a row's access."""

from __future__ import annotations

from collections.abc import Iterable

from cenotaph.record import Access, Ruling

_MEANS: dict[str, Access] = {"publish": "public", "restrict": "restricted", "withdraw": "sealed", "seal": "sealed"}


def ruled(own: Access, rulings: Iterable[Ruling]) -> Access:
    """The access of a row with access `own` after the rulings on it, at most one of which is on its access.

    A ruling on one field closes the whole row when it closes (until fields have an access of their
    own, too closed is the safe side) and opens nothing.
    """
    for ruling in rulings:
        if ruling.kind in _MEANS and not (ruling.kind == "publish" and ruling.field):
            own = _MEANS[ruling.kind]
    return own
