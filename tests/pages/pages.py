"""The examples of a page for coordinators, tried as its reader would try them.

A page tells by fenced blocks what is to be tried:

    yaml            the first with `flow: main` is a whole line. Each other is put into it: its
                    places stand in for those of the same name, or come beside them. `---` begins
                    another file.
    yaml bad        the same, not to be copied; where no `check` follows, the page itself says why.
    check           what `hotline check` says about the block before: all of it but notes, and of
                    those what is worth telling. A `yaml` block has no error and no warning.
    rehearse        a rehearsal by text with the block before: what is typed, answers as `< …`,
                    `~2h` for two hours later.
    rehearse call   the same by phone: keys, `silence`.

Lines of a finding are those of its block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hotline.flow.check import check
from hotline.flow.conversation import Conversation, PhoneCall, replay
from hotline.flow.edition import Edition, edition_of
from hotline.flow.fault import Fault
from hotline.flow.folder import read_folder
from hotline.flow.load import Loaded, load

ROOT = Path(__file__).parents[2]
MAIN = "flows/main.yaml"
PHRASES = {
    f"flows/phrases/{Path(name).name}": text
    for name, text in read_folder(ROOT / "flows").items()
    if Path(name).parent.name == "phrases"
}
_FENCE = re.compile(r"```(\w+(?: \w+)?)\n(.*?)```", re.DOTALL)
_UNITS = {"s": 1, "m": 60, "h": 3600}
Numbered = tuple[int, str]  # a line and its number in the block; 0: it is not of the block
Places = dict[str, list[int]]  # of each file: the number that each of its lines has in the block


@dataclass
class Block:
    """A YAML block of a page, with what the page says about it."""

    where: str
    body: str
    bad: bool
    says: list[str] = field(default_factory=list)
    talks: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)


def blocks(page: Path) -> list[Block]:
    """Every YAML block of a page, in order."""
    found: list[Block] = []
    text = page.read_text(encoding="utf-8")
    for fence in _FENCE.finditer(text):
        kind, body = fence.groups()
        where = f"{page.name}:{text.count(chr(10), 0, fence.start()) + 1}"
        match kind:
            case "yaml" | "yaml bad":
                found.append(Block(where, body, kind != "yaml"))
            case "check":
                found[-1].says += re.sub(r"\n +", " ", body.strip()).splitlines()
            case "rehearse":
                found[-1].talks.append(body)
            case "rehearse call":
                found[-1].calls.append(body)
    return found


def whole(found: list[Block]) -> Block:
    """The whole line that the blocks of a page are put into."""
    return next(block for block in found if not block.bad and block.body.startswith("flow: main"))


def loaded_with(line: Block, block: Block) -> tuple[Loaded, Places]:
    """The whole line of a page, with this block put into it; and where its lines are."""
    files = {MAIN: list(_laid(line.body))}
    before = 0
    for body in block.body.split("---\n"):
        flow = re.match(r"(?:#.*\n)*flow: (\w+)", body)
        file = f"flows/{flow[1]}.yaml" if flow else MAIN
        files[file] = list(_laid(body, "" if flow else line.body, before))
        before += body.count("\n") + 1
    texts = {file: "".join(f"{line}\n" for _, line in laid) for file, laid in files.items()}
    return load(PHRASES | texts), {file: [n for n, _ in laid] for file, laid in files.items()}


def findings(loaded: Loaded, places: Places) -> dict[str, str]:
    """What the checker says, with the lines of the block, and how bad each is."""
    return {_told(fault, places): fault.severity for fault in check(loaded, replay)}


def _told(fault: Fault, places: Places) -> str:
    numbers = places.get(fault.where.file)
    if not numbers:
        return str(fault)
    at = r"(\.yaml:|\.yaml, line |the other is in line |\(line )(\d+)"
    return re.sub(at, lambda found: f"{found[1]}{numbers[int(found[2]) - 1]}", str(fault))


def _laid(block: str, base: str = "", before: int = 0) -> Iterator[Numbered]:
    """The block's own headings first, each with what the base has below it, then the base's."""
    ours = _headings(list(enumerate(block.splitlines(), before + 1)))
    theirs = _headings([(0, line) for line in base.splitlines()])
    for name in [*ours, *(name for name in theirs if name not in ours)]:
        own, rest = ours.get(name, []), theirs.get(name, [])
        yield from own or rest
        if own and rest and re.fullmatch(r"\w+: *(#.*)?", own[0][1]):
            yield from _others(own, rest)


def _headings(lines: list[Numbered]) -> dict[str, list[Numbered]]:
    found: dict[str, list[Numbered]] = {}
    name = ""
    for number, line in lines:
        name = line.partition(":")[0] if re.match(r"\w", line) else name
        found.setdefault(name, []).append((number, line))
    return found


def _others(own: list[Numbered], rest: list[Numbered]) -> Iterator[Numbered]:
    """What the base has below a heading and the block does not name."""
    named = {_name(line) for _, line in own}
    keep = True
    for number, line in rest[1:]:
        name = _name(line)
        keep = name not in named if name else keep
        if keep:
            yield number, line


def _name(line: str) -> str:
    """`  kits:` → kits. The items of a list have none, and stand beside one another."""
    found = re.match(r"  (?:(\w+):|(- ))", line)
    return (found[1] or line) if found else ""


def rehearsed(edition: Edition, talk: str) -> str:
    """A `text` block as it comes true: what is typed stands, what is said is what is said now."""
    conversation, lines = Conversation(edition), []
    for typed in (line for line in talk.splitlines() if not line.startswith(("<", "  "))):
        lines.append(typed)
        if typed.startswith("~"):
            answers = conversation.wait(int(typed[1:-1]) * _UNITS[typed[-1]])
        else:
            answers = [conversation.text(typed) or "(nothing)"]
        lines += ["< " + answer.replace("\n", "\n  ") for answer in answers]
    return "\n".join(lines)


def heard(edition: Edition, call: str) -> str:
    """A `call` block as it comes true."""
    phone = PhoneCall(edition)
    lines = [f"< {phone.heard}"]
    for key in (line for line in call.splitlines() if not line.startswith(("<", "  "))):
        lines += [key, f"< {phone.press('' if key == 'silence' else key)}"]
    return "\n".join(lines)


def edition_for(loaded: Loaded) -> Edition:
    """What a rehearsal plays."""
    assert loaded.book, loaded.faults
    return edition_of(loaded.book)
