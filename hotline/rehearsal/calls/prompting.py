"""A leg hears a prompt: words, a recording, tones, or nothing for a while."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

from hotline.rehearsal.calls import sound
from hotline.rehearsal.calls.leg import Leg
from hotline.rehearsal.calls.planning import hear
from hotline.rehearsal.calls.verbs import Play, Prompt, Say
from hotline.rehearsal.world import World


def announced(world: World, leg: Leg, prompts: tuple[Prompt, ...], base: str, at: float) -> World:
    """One prompt after the other, over whatever else the leg does."""
    for prompt in prompts:
        world, lasts = prompted(world, leg, prompt, base, at)
        at += lasts
    return world


def prompted(world: World, leg: Leg, prompt: Prompt, base: str, at: float) -> tuple[World, float]:
    """The leg hears a prompt; for how many seconds."""
    lasts = sound.lasting(_absolute(prompt, base), world.calls.recordings, world.pace)
    match prompt:
        case Say():
            how = {"language": prompt.language, "voice": prompt.voice}
            world = hear(world, leg, at, "words", prompt.words, lasts, **how)
        case Play() if prompt.digits:
            world = hear(world, leg, at, "tones", prompt.digits, lasts)
        case Play():
            world = hear(world, leg, at, "recording", urljoin(base, prompt.url), lasts)
        case _:
            pass
    return world, lasts


def _absolute(prompt: Prompt, base: str) -> Prompt:
    return replace(prompt, url=urljoin(base, prompt.url)) if isinstance(prompt, Play) else prompt
