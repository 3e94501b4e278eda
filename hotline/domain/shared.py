"""Numbers that are everybody's: jail trunks, shelters, payphones. Whoever calls from one is nobody
in particular: such a number is never banned, limited, or taken for a person."""

from __future__ import annotations

from dataclasses import dataclass, field

from hotline.domain.phone import Phone


@dataclass(frozen=True, slots=True)
class SharedNumber:
    """One of them. `line` is ours that is rung from there, and from such numbers only, where it is
    a direct one; None: whichever."""

    phone: Phone = field(repr=False)
    line: Phone | None = None


@dataclass(frozen=True, slots=True)
class SharedNumbers:
    """All of them, and the version in which the store had them."""

    numbers: tuple[SharedNumber, ...] = ()
    stamp: bytes = b""

    def hold(self, phone: Phone) -> bool:
        """Whether this number is nobody's own."""
        return any(shared.phone == phone for shared in self.numbers)

    def trunks_of(self, line: Phone) -> frozenset[Phone]:
        """Those that were put down for this line of ours."""
        return frozenset(shared.phone for shared in self.numbers if shared.line == line)
