"""Conversations as text, that a coordinator can read, played against the default line.

A scene begins with `# title`. `contact:` sends a text, `pictures:` sends so many pictures without
words, `· 20 seconds` lets time pass. Then, about the last answer: `line:` must be in it, in order
(`(nothing)`: silence), `not:` must not, `parts:` is what it costs. `each:` and `none:` hold for the
first answer to every contact line that follows, each from a fresh start. `the line is:` sets its
state, `on:` names the rotation that has somebody on for calls, `on later: peers 6 hours` one that
will have; all hold for the rest of the scene. It is daytime when a scene begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hotline.domain.standing import STATES, Standing
from hotline.flow.conversation import Conversation
from hotline.flow.edition import Edition
from hotline.flow.text import parts, without_accents

UNITS = {"second": 1, "minute": 60, "hour": 3600}


@dataclass
class Scene:
    title: str
    where: str
    lines: list[tuple[int, str]] = field(default_factory=list)


def scenes(folder: Path) -> Iterator[Scene]:
    """Every scene of every transcript."""
    for path in sorted(folder.glob("*.txt")):
        scene: Scene | None = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("# "):
                if scene:
                    yield scene
                scene = Scene(f"{path.stem}: {line[2:]}", path.name)
            elif line.strip() and scene:
                scene.lines.append((number, line))
        if scene:
            yield scene


def play(edition: Edition, scene: Scene) -> None:
    """Play a scene; an AssertionError names the file and line that did not come true."""
    talk, said, rest, every = Conversation(edition), "", "", ("", "")
    for number, line in scene.lines:
        at = f"{scene.where}:{number}"
        verb, _, wanted = line.partition(": ")
        if line.startswith("·"):
            said = rest = "\n".join(talk.wait(seconds(line)))
        elif verb == "contact":
            talk = Conversation(edition, standing=talk.standing) if every[0] else talk
            said = rest = plain(talk.text(wanted.removeprefix('"').removesuffix('"')))
            judge(at, every, said)
        elif verb == "pictures":
            said = rest = plain(talk.text("", pictures=int(wanted)))
        elif verb == "the line is":
            talk.standing = Standing(STATES[STATES.index(wanted)])  # type: ignore[arg-type]
        elif verb == "on":
            talk.standing = Standing(on=frozenset({wanted}))
        elif verb == "on later":
            name, _, wait = wanted.partition(" ")
            talk.standing = Standing(next_on={name: talk.now + seconds(f"· {wait}")})
        elif verb in ("each", "none"):
            every = (verb, wanted)
        else:
            rest = check(at, verb, wanted, said, rest)


def judge(at: str, every: tuple[str, str], said: str) -> None:
    if every[0]:
        assert (plain(every[1]) in said) == (every[0] == "each"), f"{at}: {said!r}"


def check(at: str, verb: str, wanted: str, said: str, rest: str) -> str:
    if verb == "parts":
        assert parts(said).parts == int(wanted), f"{at}: {parts(said)} {said!r}"
    elif verb == "not":
        assert plain(wanted) not in said, f"{at}: {said!r}"
    elif wanted == "(nothing)":
        assert said == "", f"{at}: {said!r}"
    else:
        assert plain(wanted) in rest, f"{at}: {wanted!r} is not in {rest!r}"
        return rest[rest.index(plain(wanted)) + len(plain(wanted)) :]
    return rest


def plain(text: str) -> str:
    """Accents may fall on the way out: they do not count here."""
    return without_accents(text)


def seconds(line: str) -> int:
    found = re.fullmatch(r"· (\d+) (second|minute|hour)s?", line)
    assert found, line
    return int(found[1]) * UNITS[found[2]]
