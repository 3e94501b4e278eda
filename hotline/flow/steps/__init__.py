"""The kinds of step, one module each; a new kind is a new module and a line in this table."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from hotline.flow.document import Step
from hotline.flow.source.fields import Field
from hotline.flow.source.page import Page
from hotline.flow.source.shape import Fields
from hotline.flow.steps import check_in, choose, hand_off, run

Read = Callable[[Page, str, int, dict[str, Field]], Step | None]


class Kind(NamedTuple):
    """How a kind of step is read: the fields it may have, and the function that reads them."""

    fields: Fields
    read: Read


KINDS: dict[str, Kind] = {
    hand_off.KIND: Kind(hand_off.FIELDS, hand_off.read),
    choose.KIND: Kind(choose.FIELDS, choose.read),
    run.KIND: Kind(run.FIELDS, run.read),
    check_in.KIND: Kind(check_in.FIELDS, check_in.read),
}
