"""The rotations that there are: the flows name them."""

from __future__ import annotations

from hotline.desk.tools import Desk
from hotline.errors import Unfit

USUAL = "peers"  # every line has this rotation; files that name none need not say so


def rotations(desk: Desk) -> tuple[str, ...]:
    """The names of all rotations, as the flows have them."""
    return tuple(desk.edition().book.rotations) or (USUAL,)


def asks_pin(desk: Desk, name: str) -> bool:
    """Whether its shifts begin only once their peer has given a PIN."""
    rotation = desk.edition().book.rotations.get(name)
    return rotation is not None and rotation.shift_pin


def kept_rotation(desk: Desk, name: str) -> str:
    """The name itself; the usual one where the flows know it no more. What was promised by it is
    kept by whoever is there now."""
    return name if name in rotations(desk) else known_rotation(desk, "")


def known_rotation(desk: Desk, name: str) -> str:
    """The name itself, the usual one where it is empty. Raises Unfit when there is none such."""
    known = rotations(desk)
    if not name:
        return USUAL if USUAL in known else known[0]
    if name not in known:
        mend = f"one of {', '.join(known)}; or add it below rotations: in the flows"
        raise Unfit(f'there is no rotation "{name}"', mend)
    return name
