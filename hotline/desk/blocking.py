"""Who is kept from people: by a peer's key in a call, or a coordinator. Nobody sees a number."""

from __future__ import annotations

from collections.abc import Sequence

from hotline.desk import shared
from hotline.desk.tools import Desk
from hotline.domain.blocks import EVERYBODY, SIZES, Block
from hotline.domain.events import CallStarted
from hotline.domain.people import Person
from hotline.domain.phone import Phone
from hotline.errors import Unfit

_EVERYBODY_KEY = "3"


def mark_of(desk: Desk, call: CallStarted) -> str:
    """What blocks know a caller by; empty where the number is hidden, or nobody's own.

    Raises StoreAway.
    """
    if call.caller is None or shared.holds(desk, call.caller):
        return ""
    return desk.blocks.mark(call.line, call.caller)


def willing(
    desk: Desk, mark: str, people: Sequence[Person], *, promised: bool = False
) -> list[Person]:
    """Those of some people whom this caller may reach. What was `promised` to them before they were
    kept from everybody is kept. Raises StoreAway."""
    if not mark or not people:
        return list(people)
    kept = desk.blocks.of(mark, [person.id for person in people])
    if kept.everybody and not promised:
        return []
    return [person for person in people if person.id not in kept.peers]


def kept_out(desk: Desk, call: CallStarted) -> bool:
    """Whether nobody at all is rung for this caller. Raises StoreAway."""
    mark = mark_of(desk, call)
    return bool(mark) and desk.blocks.of(mark, ()).everybody


def block(desk: Desk, phone: Phone, lines: Sequence[Phone]) -> None:
    """Keep a phone from everybody, for a week. Raises Unfit and StoreAway."""
    if shared.holds(desk, phone):
        raise Unfit("that number is on the list of shared ones", "many people call from it")
    for line in lines:
        desk.blocks.add(desk.blocks.mark(line, phone), SIZES[_EVERYBODY_KEY], EVERYBODY)


def unblock(desk: Desk, phone: Phone, lines: Sequence[Phone]) -> int:
    """Lift all blocks of a phone; returns how many there were. Raises StoreAway."""
    return sum(desk.blocks.lift(desk.blocks.mark(line, phone)) for line in lines)


def lift(desk: Desk, row: int) -> Block:
    """Lift one by its row in the list, 1 being the first to end. Raises Unfit and StoreAway."""
    standing = desk.blocks.all(desk.now())
    if not 1 <= row <= len(standing):
        raise Unfit(f"there is no block {row}", "look: hotline block list")
    desk.blocks.lift_one(standing[row - 1])
    return standing[row - 1]
