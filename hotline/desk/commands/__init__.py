"""What one of us asks by text, done: a module for each family of commands, one table for all."""

from __future__ import annotations

from collections.abc import Mapping

from hotline.desk.commands.duty import me, on, pause
from hotline.desk.commands.order import Doing
from hotline.desk.commands.shifts import ask, cover, keep, swap, take

DOINGS: Mapping[str, Doing] = {
    "on": on,
    "break": pause,
    "me": me,
    "cover": cover,
    "swap": swap,
    "keep": keep,
    "take": take,
    "ask": ask,
}
