"""The list of shared numbers: a coordinator adds one, or takes one off."""

from __future__ import annotations

from collections.abc import Callable

from hotline.desk.tools import RACES, Desk
from hotline.domain.phone import Phone
from hotline.domain.shared import SharedNumber
from hotline.errors import SealBroken, StoreAway, Unfit

Numbers = tuple[SharedNumber, ...]


def add(desk: Desk, phone: Phone, line: Phone | None) -> None:
    """Put a number on the list; of this line of ours, where one is named. Twice is once."""
    shared = SharedNumber(phone, line)
    _change(desk, lambda numbers: (*(n for n in numbers if n != shared), shared))


def remove(desk: Desk, phone: Phone) -> None:
    """Take a number off, of every line. Raises Unfit."""
    if all(shared.phone != phone for shared in desk.shared.read().numbers):
        raise Unfit("that number is not on the list", "look: hotline shared list --show-numbers")
    _change(desk, lambda numbers: tuple(n for n in numbers if n.phone != phone))


def holds(desk: Desk, phone: Phone) -> bool:
    """Whether a number is nobody's own. Where the list does not open, any may be: then nobody is
    blocked or limited by number, and people are rung. Raises StoreAway."""
    try:
        return desk.shared.read().hold(phone)
    except SealBroken:
        return True


def _change(desk: Desk, decide: Callable[[Numbers], Numbers]) -> None:
    """Decide, and write it down; decide anew when somebody else was faster."""
    for _ in range(RACES):
        read = desk.shared.read()
        if desk.shared.write(read, decide(read.numbers)):
            return
    raise StoreAway("others keep changing the list")
