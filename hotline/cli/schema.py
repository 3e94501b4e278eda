"""`hotline schema`: what may stand in a flow file, for editors that tell while somebody writes."""

from __future__ import annotations

import json

import click

from hotline.flow.source.schema import flow_schema, phrases_schema

_KINDS = {"flow": flow_schema, "phrases": phrases_schema}


@click.command()
@click.argument("kind", type=click.Choice(list(_KINDS)), default="flow")
def schema(kind: str) -> None:
    """Print the JSON Schema of flow files, or of those with phrases."""
    click.echo(json.dumps(_KINDS[kind](), ensure_ascii=False, indent=1))
