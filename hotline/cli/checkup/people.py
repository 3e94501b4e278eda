"""The roster, in counts: who may be rung, who has not said so yet, who can show who they are."""

from __future__ import annotations

from collections.abc import Sequence

from hotline.cli.checkup.finding import Finding, look, mend, ok
from hotline.domain.people import CHANNELS, Person

_NONE = "the roster is empty: the line answers by itself, and rings nobody"
_NO_CALLS = "nobody has agreed to calls: nobody can be rung. They text OK to the line"
_ASKED = "asked and not answered yet: {count}. They text OK to the line, or you ask once more"
_NO_PIN = "without a PIN: {count}. `hotline peers pin` lets them be known on the phone"
_NO_COORDINATOR = "no coordinator may be rung: in an emergency while nobody is on, nobody is"


def people(roster: Sequence[Person]) -> list[Finding]:
    """Counts only: no name of anybody is in it."""
    if not roster:
        return [look("people", _NONE)]
    calls = sum(person.agreed("calls") for person in roster)
    texts = sum(person.agreed("texts") for person in roster)
    agreed = f"{calls} of {len(roster)} may be rung, {texts} may be texted"
    found = [ok("people", agreed) if calls else mend("people", _NO_CALLS)]
    counts = {_ASKED: sum(map(_asked, roster)), _NO_PIN: sum(not p.pin for p in roster)}
    found += [look("people", say.format(count=count)) for say, count in counts.items() if count]
    if not any("coordinator" in p.roles and p.agreed("calls") for p in roster):
        found.append(look("people", _NO_COORDINATOR))
    return found


def _asked(person: Person) -> bool:
    return any(person.consent(channel).state == "asked" for channel in CHANNELS)
