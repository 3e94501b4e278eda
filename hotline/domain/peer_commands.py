"""What one of us can ask of the line by text, one row each; `docs/peers.md` lists the same table.

The words themselves, in every language of the line, are in `flows/phrases/words.yaml`, each below
`peer_` and the name here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# What may stand behind the word: nothing, a thread's handle, an offer (a handle or a day), minutes,
# a day, somebody's name, or the name of a card.
Argument = Literal["", "handle", "offer", "minutes", "day", "name", "card"]


@dataclass(frozen=True, slots=True)
class PeerCommand:
    """One row. `form` is how it is written in English, `does` what it does, for the page.

    `needs` says what stands behind the word, `optional` that it may be missing. What `takes` away
    is never guessed: a slip is no command, and where words may mean something else it is asked.
    """

    name: str
    form: str
    does: str
    needs: Argument = ""
    optional: bool = False
    takes: bool = False


COMMANDS = (
    PeerCommand("on", "ON", "you are on: texts and calls come to you"),
    PeerCommand("off", "OFF", "off for the rest of this shift, no reason asked", takes=True),
    PeerCommand("break", "BREAK 30", "nothing comes to you for so many minutes; ON ends it sooner",
                needs="minutes", optional=True),
    PeerCommand("who", "WHO", "how many are on, and until when; never a name"),
    PeerCommand("next", "NEXT", "your next shifts"),
    PeerCommand("take", "TAKE",
                "take what is offered: a check-in, a person, a call back, a shift (TAKE SAT)",
                needs="offer", optional=True),
    PeerCommand("pass", "PASS", "hand a person over, or say no to an offer; no reason asked",
                needs="handle", optional=True, takes=True),
    PeerCommand("close", "CLOSE", "the talk is over: it is closed and erased here",
                needs="handle", optional=True, takes=True),
    PeerCommand("ban", "BAN", "keep that phone from you, or from everybody: it asks how far",
                needs="handle", optional=True, takes=True),
    PeerCommand("backup", "BACKUP", "ask another peer into a thread; both see all of it then",
                needs="handle", optional=True),
    PeerCommand("card", "CARD naloxone", "send a card of the line into the thread", needs="card"),
    PeerCommand("call", "CALL", "talk by phone with the person of a thread: they are asked first",
                needs="handle", optional=True, takes=True),
    PeerCommand("cover", "COVER SAT 20-02", "ask the others to take a shift of yours", needs="day"),
    PeerCommand("swap", "SWAP SAT FRI", "offer a shift of yours for one of somebody else's",
                needs="day"),
    PeerCommand("keep", "KEEP SAT", "nobody is asked to cover it any more", needs="day",
                optional=True),
    PeerCommand("ask", "ASK THU", "coordinators: ask all to take what nobody has", needs="day"),
    PeerCommand("hush", "HUSH", "calls come as a text first; TAKE connects you"),
    PeerCommand("practice", "PRACTICE", "a pretend person to try all this with"),
    PeerCommand("me", "ME", "you need the line yourself: nobody sees that it is you; ME goes back"),
    PeerCommand("shut", "SHUT Ana", "a lost phone of one of us is out at once", needs="name",
                takes=True),
)  # fmt: skip


def command(name: str) -> PeerCommand:
    """The row of this name. Raises KeyError."""
    return _BY_NAME[name]


_BY_NAME = {row.name: row for row in COMMANDS}
