"""Every error of ours, drawn as a tree; each says what the one who catches it can still do.

HotlineError
├── FaultySettings      the environment is not good enough to start with; names every fault at once
├── FaultyFlows         the flow files cannot be served; carries the checker's findings
├── StoreAway           the store did not answer in time: go on without it, and say so
├── SealBroken          a sealed value is not ours, was moved, or its key is gone: as if absent
└── CarrierError        the carrier did not do what we asked; `code` is its number for the reason
    ├── CarrierRefused  final: asking again is useless
    ├── CarrierBusy     not taken: safe to ask again later
    │   └── NotFinal    a record that cannot be deleted yet; others can
    └── CarrierUnsure   may have been taken, or not: the errand decides between lost and twice

No message ever holds a phone number or anybody's words.
"""

from __future__ import annotations

from collections.abc import Sequence


class HotlineError(Exception):
    """The root of our errors."""


class FaultySettings(HotlineError):
    """The environment is not good enough to start with."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class FaultyFlows(HotlineError):
    """The flow files cannot be served."""


class Unfit(HotlineError):
    """What a coordinator asked for cannot be done. Its text is for the one who asked."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what[:1].upper()}{what[1:]}. Mend: {mend}.")
        self.what, self.mend = what, mend


class StoreAway(HotlineError):
    """The store did not answer in time, or not with what was asked; `why` is its own word for the
    reason, where that is for an operator: OOM, READONLY, AUTH."""

    def __init__(self, what: str = "", why: str = "") -> None:
        super().__init__(what)
        self.why = why


class SealBroken(HotlineError):
    """A sealed value cannot be opened."""


class CarrierError(HotlineError):
    """The carrier did not do what we asked."""

    def __init__(self, code: int | None = None) -> None:
        super().__init__(f"carrier code {code}")
        self.code = code


class CarrierRefused(CarrierError):
    """Final: asking again is useless."""


class CarrierBusy(CarrierError):
    """Not taken: safe to ask again later."""


class NotFinal(CarrierBusy):
    """A record that cannot be deleted yet. It says nothing of other records."""


class CarrierUnsure(CarrierError):
    """May have been taken, or not."""
