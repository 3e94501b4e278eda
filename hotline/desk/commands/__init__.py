"""What one of us asks by text, done: a module for each family of commands, one table for all."""

from __future__ import annotations

from collections.abc import Mapping

from hotline.desk.commands import threads, writing
from hotline.desk.commands.duty import me, on, pause
from hotline.desk.commands.order import Doing
from hotline.desk.commands.taking import hand_over, take

DOINGS: Mapping[str, Doing] = {
    "on": on,
    "break": pause,
    "me": me,
    "take": take,
    "pass": hand_over,
    "close": threads.close,
    "ban": threads.ban,
    "backup": threads.backup,
    "card": threads.card,
    # What digits stand for that answer a question of ours; nobody types these.
    "send": writing.send,
    "send_word": writing.send_word,
    "drop": writing.drop,
    "stay": threads.stay,
    "go_off": threads.go_off,
}
