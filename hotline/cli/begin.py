"""What every process of ours does first: nothing it says or leaves behind may show a person."""

from __future__ import annotations

from hotline import quiet


def begin() -> None:
    """Logs that hold no words and numbers, memory that no neighbour reads, no core dumps."""
    quiet.install()
    quiet.lock_down()
