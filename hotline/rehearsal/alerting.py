"""An entry in the carrier's debugger about a webhook: it keeps the whole request."""

from __future__ import annotations

from hotline.rehearsal import world
from hotline.rehearsal.happenings import HookEnded
from hotline.rehearsal.world import Alert, World

KEPT = 2000  # characters of the answer


def noted(kept: World, event: HookEnded, code: int, why: str, now: float, nth: int = 0) -> World:
    hook = event.hook
    alert = Alert(
        sid=world.drawn(f"{event.seed}{code}", "NO", nth),
        at=now,
        code=code,
        why=why,
        url=hook.url,
        variables=hook.params,
        response=event.answer.body[:KEPT],
        about=hook.sid,
        line=hook.line,
        contact=hook.contact,
    )
    return world.alerted(kept, alert)
