"""The machine: memory that gets written to its disk holds words and numbers."""

from __future__ import annotations

from pathlib import Path

from hotline.cli.checkup.finding import Finding, look, mend, ok

_ROOT = Path("/")
_SWAP = (
    "there is swap: people's words go from memory to the disk. Turn it off (swapoff -a, and take it"
    " out of /etc/fstab), or encrypt it"
)
_DUMPS = (
    "a crashed store leaves its memory in a file. Set LimitCORE=0 in its unit (or ulimit -c 0"
    " before it starts), and start it again"
)
_STORES = {"valkey-server", "redis-server"}


def machine(root: Path = _ROOT) -> list[Finding]:
    """What is true for every process here. Core dumps of our own are off in each."""
    try:
        areas = [area.split()[0] for area in (root / "proc/swaps").read_text().splitlines()[1:]]
    except OSError:
        return [look("machine", "swap: cannot tell here. It must be off, or encrypted")]
    if not areas:
        return [ok("machine", "no swap")]
    if all(_stays_unread(area, root) for area in areas):
        return [ok("machine", "swap is encrypted, or in memory only")]
    return [mend("machine", _SWAP)]


def dumps_of_the_store(pid: str, root: Path = _ROOT) -> list[Finding]:
    """`pid` is what the store says of itself; it may run on another machine."""
    process = root / "proc" / (pid or "unknown")
    try:
        ours = (process / "comm").read_text().strip() in _STORES
        limits = (process / "limits").read_text().splitlines() if ours else []
    except OSError:
        limits = []
    soft = next((line.split()[4] for line in limits if line.startswith("Max core file")), None)
    if soft is None:
        return [
            look("machine", "the store is elsewhere: its core dumps and swap must be off there")
        ]
    if soft == "0":
        return [ok("machine", "the store leaves no core dump")]
    return [mend("machine", _DUMPS)]


def _stays_unread(area: str, root: Path) -> bool:
    """In memory only (zram), or on a device that calls itself encrypted."""
    device = area.rpartition("/")[2]
    if device.startswith("zram"):
        return True
    try:
        return (root / f"sys/class/block/{device}/dm/uuid").read_text().startswith("CRYPT-")
    except OSError:
        return False
