"""`hotline secret`: a new secret."""

from __future__ import annotations

import base64
import secrets

import click


@click.command()
def secret() -> None:
    """Print a new secret for HOTLINE_SECRET.

    Keep it somewhere else as well: without it nobody can read what the store holds.
    """
    click.echo(base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode("ascii"))
