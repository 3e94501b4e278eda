"""What one of us asks by text, done: a module for each family of commands, one table for all."""

from __future__ import annotations

from collections.abc import Mapping

from hotline.desk import staying
from hotline.desk.care import COMPANY, FINE, TOGETHER
from hotline.desk.commands import alarms, threads, writing
from hotline.desk.commands.company import company, fine, second, together
from hotline.desk.commands.duty import hush, me, next_shifts, off, on, pause, who
from hotline.desk.commands.order import OWN, Doing, Order, Told
from hotline.desk.commands.practice import practice
from hotline.desk.commands.shifts import ask, cover, gap_mine, gap_not_mine, keep, swap
from hotline.desk.commands.shutting import shut
from hotline.desk.commands.taking import TAKERS, hand_over, take_nothing
from hotline.desk.gaps import MINE, NOT_MINE
from hotline.desk.tools import Desk


def _first(*doings: Doing) -> Doing:
    """What a word means may be of several kinds: the first of them that there is."""

    def doing(desk: Desk, order: Order) -> Told | None:
        found = (told for one in doings if (told := one(desk, order)))
        return next(found, None)

    return doing


DOINGS: Mapping[str, Doing] = {
    "on": on,
    "off": off,
    "break": pause,
    "who": who,
    "next": next_shifts,
    "hush": hush,
    "practice": practice,
    COMPANY: company,
    TOGETHER: together,
    FINE: fine,
    staying.SECOND: second,
    "me": me,
    "shut": shut,
    "cover": cover,
    "swap": swap,
    "keep": keep,
    "ask": ask,
    MINE: gap_mine,
    NOT_MINE: gap_not_mine,
    "take": _first(alarms.take, *TAKERS, alarms.take_mine, take_nothing),
    "pass": _first(alarms.hand_over, hand_over),
    "close": _first(alarms.close, alarms.of_an_alarm, threads.close),
    "ban": _first(alarms.ban, threads.ban),
    "backup": _first(alarms.of_an_alarm, threads.backup),
    "card": _first(alarms.of_an_alarm, threads.card),
    "call": _first(alarms.call, alarms.of_an_alarm, threads.call),
    # What digits stand for that answer a question of ours; nobody types these.
    "send": writing.send,
    OWN: writing.send_own,
    "send_word": writing.send_word,
    "drop": writing.drop,
    "stay": threads.stay,
    "go_off": threads.go_off,
    alarms.DETAILS: alarms.details,
    alarms.RESTS: alarms.rests,
}
