"""`hotline web`: answers the carrier and the coordinators' browsers."""

from __future__ import annotations

import os
import socket

import click

from hotline.cli.begin import begin
from hotline.settings import read_settings
from hotline.up.bell import Bell
from hotline.up.listener import EVERYWHERE, listen
from hotline.up.ours import web_processes
from hotline.up.process import Plan
from hotline.up.supervisor import Supervisor


@click.command()
@click.option("--inherited", type=int, hidden=True, help="Number of an open socket to answer on.")
def web(inherited: int | None) -> None:
    """Answer on PORT, with WEB_CONCURRENCY processes on one socket."""
    begin()
    settings = read_settings(os.environ)
    if inherited is not None:
        return _answer(socket.socket(fileno=inherited))
    listener = listen(
        EVERYWHERE, settings.port, how_to_choose="Set PORT to another one, or end that program."
    )
    if settings.web_concurrency == 1:
        return _answer(listener)
    raise click.exceptions.Exit(_keep(listener, settings.web_concurrency))


def _answer(listener: socket.socket) -> None:
    # Loaded here: a parent that only keeps children alive needs none of it.
    from hotline.app import create_app
    from hotline.web.serve import serve

    serve(create_app(), listener)


def _keep(listener: socket.socket, count: int) -> int:
    """A child that dies is started again; callers wait in the socket's queue meanwhile."""
    plan = Plan(tuple(web_processes(listener, os.environ, count)))
    with Bell() as bell:
        return Supervisor(plan, lambda line: click.echo(line, err=True), bell).run()
