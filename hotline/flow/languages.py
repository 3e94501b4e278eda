"""The languages of a call: which key each has, how it is offered, and what its key does.

A line begins in its first language. The second has key 2 and the third key 7, at the door and all
the while people are rung; 5, 8 and 9 are kept for what they mean elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hotline.domain.replies import Heard
from hotline.flow.aloud import capital, spoken
from hotline.flow.oncall import OnCall
from hotline.flow.session import Session
from hotline.flow.stage import Stage

_KEYS = ("2", "7")


def language_keys(stage: Stage) -> Mapping[str, str]:
    """The language of each key. A line's fourth language is had by text only."""
    return dict(zip(_KEYS, stage.languages[1:], strict=False))


def other_languages(stage: Stage, on: OnCall) -> tuple[Heard, ...]:
    """Each language that has a key, in its own voice, to whoever has not chosen one. Several are
    said shortly, so that a third does not make the door longer."""
    offered = {} if on.session.chosen else language_keys(stage)
    return tuple(
        part
        for key, language in offered.items()
        for part in spoken(
            replace(on, session=Session(language=language)),
            _offer(stage, language, "" if len(offered) == 1 else key),
        )
    )


def _offer(stage: Stage, language: str, key: str) -> str:
    if not key:
        return stage.phrase("call.language", language)
    name = capital(stage.phrase("language_name", language))
    return stage.phrase("call.key.short", language, label=name, key=key)


def turned(stage: Stage, on: OnCall, key: str) -> OnCall:
    """In the language of this key; who has it already goes back to the line's first."""
    asked = language_keys(stage)[key]
    then = stage.languages[0] if asked == on.session.language else asked
    return replace(on, session=on.session._replace(language=then, chosen=True))
