"""`hotline check`: what is wrong in a folder of flow files, one line for each finding."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from hotline.flow.check import SKIPPED
from hotline.flow.check import check as find
from hotline.flow.conversation import replay
from hotline.flow.fault import Fault
from hotline.flow.folder import read_folder
from hotline.flow.load import load

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_SEVERITIES = ("error", "warning", "note")


@click.command()
@click.argument("folder", metavar="[DIR]", default="flows", type=_FOLDER)
@click.option("--json", "as_json", is_flag=True, help="print the findings as JSON")
@click.option("--strict", is_flag=True, help="fail on warnings too")
@click.pass_context
def check(context: click.Context, folder: Path, as_json: bool, strict: bool) -> None:
    """Check the flow files in DIR (flows, if none is given).

    Exit status: 0 well, 1 an error was found (with --strict also a warning), 2 wrong usage.
    """
    faults = find(load(read_folder(folder)), replay, today=date.today())  # noqa: DTZ011 - theirs
    counts: Counter[str] = Counter(fault.severity for fault in faults)
    click.echo(_as_json(faults, counts) if as_json else _as_lines(faults, counts))
    context.exit(1 if counts["error"] or (strict and counts["warning"]) else 0)


def _as_lines(faults: Sequence[Fault], counts: Counter[str]) -> str:
    return "\n".join([*map(str, faults), _summary(counts)])


def _summary(counts: Counter[str]) -> str:
    found = ", ".join(_counted(counts[severity], severity) for severity in _SEVERITIES)
    return f"{found}. Not checked here, for they need the store: {', '.join(SKIPPED)}."


def _counted(count: int, severity: str) -> str:
    return f"{count} {severity}" + ("" if count == 1 else "s")


def _as_json(faults: Sequence[Fault], counts: Counter[str]) -> str:
    findings = [
        {
            "file": fault.where.file,
            "line": fault.where.line,
            "severity": fault.severity,
            "code": fault.code,
            "what": fault.what,
            "fix": fault.fix,
        }
        for fault in faults
    ]
    counted = {f"{severity}s": counts[severity] for severity in _SEVERITIES}
    report = {"findings": findings, **counted, "skipped": list(SKIPPED)}
    return json.dumps(report, ensure_ascii=False, indent=2)
