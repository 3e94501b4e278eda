"""The machine: memory that gets written to its disk holds words and numbers."""

from __future__ import annotations

import resource
from pathlib import Path

from hotline.cli.checkup.finding import Finding, look, ok


def machine(proc: Path = Path("/proc")) -> list[Finding]:
    return [_swap(proc), _core_dumps(proc)]


def _swap(proc: Path) -> Finding:
    try:
        areas = (proc / "swaps").read_text().splitlines()[1:]
    except OSError:
        return look("machine", "swap: cannot tell here. It must be off, or encrypted")
    if not areas:
        return ok("machine", "no swap")
    if all(area.startswith("/dev/zram") for area in areas):
        return ok("machine", "swap is in memory only")
    what = "there is swap: memory may go to disk. Turn it off (swapoff -a), or encrypt it"
    return look("machine", what)


def _core_dumps(proc: Path) -> Finding:
    """Ours are off in every process of ours; the store's are the machine's business."""
    soft, _ = resource.getrlimit(resource.RLIMIT_CORE)
    try:
        pattern = (proc / "sys/kernel/core_pattern").read_text().strip()
    except OSError:
        return look("machine", "core dumps: cannot tell here. They must be off for the store")
    if soft == 0 and not pattern.startswith("|"):
        return ok("machine", "no core dumps from here")
    what = "a crashed store may leave its memory in a file. Set LimitCORE=0, or ulimit -c 0"
    return look("machine", what)
