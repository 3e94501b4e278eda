"""How places are called in findings."""

from __future__ import annotations

from hotline.flow.document import Card, CheckInStep, Choose, HandOff, Menu, Place, Run
from hotline.flow.source.flows import MAIN


def short(name: str) -> str:
    """The name as a coordinator writes it: without the flow, in the main one."""
    return name.removeprefix(f"{MAIN}.")


def kind(place: Place) -> str:
    """`menu`, `card` or `step`."""
    return "menu" if isinstance(place, Menu) else "card" if isinstance(place, Card) else "step"


def ways(place: Place) -> tuple[str, ...]:
    """The places it leads to, by choice or by itself."""
    match place:
        case Menu():
            found = [option.go for option in place.options]
        case Card():
            found = [*place.offer, place.next]
        case HandOff() | CheckInStep():
            found = [place.otherwise]
        case Choose():
            found = [*(go for _, go in place.cases), place.otherwise]
        case Run():
            found = [place.run, place.next]
    return tuple(way for way in found if way)


def by_itself(place: Place) -> tuple[str, ...]:
    """The places that follow without anybody choosing."""
    match place:
        case Menu():
            return ()
        case Card():
            return (place.next,) if place.next else ()
        case Run():
            return (place.run,) if place.run else ()
        case _:
            return ways(place)
