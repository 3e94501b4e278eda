"""The `hotline` program: one table of commands, each loaded only when it is used."""

from __future__ import annotations

import click

from hotline.cli.lazy import LazyGroup

COMMANDS = {
    "up": "hotline.cli.up:up",
    "web": "hotline.cli.web:web",
    "worker": "hotline.cli.worker:worker",
    "urgent": "hotline.cli.worker:urgent",
    "clock": "hotline.cli.clock:clock",
    "check": "hotline.cli.check:check",
    "cards": "hotline.cli.cards:cards",
    "schema": "hotline.cli.schema:schema",
    "rehearse": "hotline.cli.rehearse:rehearse",
    "secret": "hotline.cli.secret:secret",
    "rekey": "hotline.cli.rekey:rekey",
    "backup": "hotline.cli.backup:backup",
    "restore": "hotline.cli.backup:restore",
    "doctor": "hotline.cli.doctor:doctor",
    "fallback": "hotline.cli.fallback:fallback",
    "flows": "hotline.cli.flows:flows",
    "peers": "hotline.cli.peers:peers",
    "rota": "hotline.cli.rota:rota",
    "shared": "hotline.cli.shared:shared",
    "sweep": "hotline.cli.sweep:sweep",
    "switch": "hotline.cli.switch:switch",
    "block": "hotline.cli.block:block",
    "counts": "hotline.cli.counts:counts",
    "held": "hotline.cli.held:held",
    "forget": "hotline.cli.forget:forget",
    "panic": "hotline.cli.panic:panic",
    "provision": "hotline.cli.provision:provision",
}


@click.group(cls=LazyGroup, commands_by_name=COMMANDS)
def main() -> None:
    """A hotline for harm-reduction collectives: texts and calls, peers on their own phones.

    Begin with `hotline up`. Exit status: 0 well, 1 it found faults, 2 wrong usage or settings.
    """
