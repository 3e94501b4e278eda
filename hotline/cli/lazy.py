"""A group of commands that loads one only when asked, and lets no traceback reach a person."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import click

from hotline.errors import FaultySettings, HotlineError, Unfit


class LazyGroup(click.Group):
    """Commands by name, as "module:attribute"."""

    def __init__(self, *args: Any, commands_by_name: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = commands_by_name

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = self._places.get(cmd_name)
        return _load(cmd_name, place) if place else None

    def invoke(self, ctx: click.Context) -> Any:
        """Whatever goes wrong: a sentence, and the right exit status."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise  # click says these well itself
        except FaultySettings as error:
            for fault in error.faults:
                click.echo(fault, err=True)
            ctx.exit(2)
        except Unfit as error:
            click.echo(str(error), err=True)
            ctx.exit(2)
        except HotlineError as error:
            click.echo(str(error) or type(error).__name__, err=True)
            ctx.exit(1)
        except Exception as error:
            click.echo(_apology(error), err=True)
            ctx.exit(1)


def _load(name: str, place: str) -> click.Command:
    """One broken or missing command must not take the others with it."""
    module, _, attribute = place.partition(":")
    try:
        command = getattr(importlib.import_module(module), attribute)
    except Exception as error:
        return _broken(name, error)
    if not isinstance(command, click.Command):
        return _broken(name, TypeError())
    return command


def _broken(name: str, error: Exception) -> click.Command:
    missing = isinstance(error, ModuleNotFoundError)
    short = "(not in this installation)" if missing else "(cannot be loaded)"

    @click.command(name, help=short, context_settings={"ignore_unknown_options": True})
    @click.argument("words", nargs=-1)
    def broken(words: tuple[str, ...]) -> None:
        click.echo(f"`hotline {name}` {short[1:-1]}: {_where(error)}.", err=True)
        raise click.exceptions.Exit(1)

    return broken


def _apology(error: Exception) -> str:
    """The kind and the place, never the words of an error: those may hold a number."""
    return f"Something went wrong inside hotline: {_where(error)}."


def _where(error: Exception) -> str:
    kind = type(error).__name__
    if isinstance(error, ModuleNotFoundError) and error.name:
        return f"there is no module {error.name}"
    steps = [
        f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}"
        for at in _frames(error.__traceback__)
    ]
    return f"{kind} at {' > '.join(steps[-3:])}" if steps else kind


def _frames(at: TracebackType | None) -> list[TracebackType]:
    frames = []
    while at is not None:
        frames.append(at)
        at = at.tb_next
    return frames
