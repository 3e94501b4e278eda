"""`load`: flow files as text → one book, or the faults that keep them from being one.

It works in layers and stops after the first that has errors: the YAML of every file; the fields
of every block; then the book. A book that was read may still hold faults that only `check` finds:
serve it only when both found no error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from hotline.flow.document import Book, Where
from hotline.flow.fault import Fault
from hotline.flow.source.binding import bind
from hotline.flow.source.flows import MAIN, Read, languages_of, read_flow, start_of
from hotline.flow.source.nodes import Block, Node, read_nodes
from hotline.flow.source.page import Ok, Page
from hotline.flow.source.sayings import Sayings, read_sayings


@dataclass(frozen=True, slots=True)
class Loaded:
    """A book, or None; what was found; which findings somebody has acknowledged."""

    book: Book | None
    faults: tuple[Fault, ...]
    oks: tuple[Ok, ...] = ()


def load(files: Mapping[str, str], *, numbers: Iterable[str] = ()) -> Loaded:
    """Read `flows/main.yaml`, …, `flows/phrases/….yaml`. `numbers`: our public numbers."""
    files = {name: files[name] for name in sorted(files) if name.endswith(".yaml")}
    roots, faults = _roots(files)
    if _has_error(faults):
        return Loaded(None, faults)
    if not any(PurePosixPath(file).stem == MAIN and not _is_phrases(file) for file in roots):
        return Loaded(None, (_no_main(files),))
    pages = _pages(roots)
    _words_in_one_file(pages, roots)
    sayings = Sayings()
    reads: dict[str, Read] = {}
    for file, page in pages.items():
        if _is_phrases(file):
            read_sayings(page, roots[file], sayings)
        elif page.flow in reads:
            page.error(1, "F08", f'there are two flows called "{page.flow}"', "rename one file")
        elif read := read_flow(page, roots[file]):
            reads[page.flow] = read
    faults = tuple(fault for page in pages.values() for fault in page.faults)
    oks = tuple(ok for page in pages.values() for ok in page.oks)
    if _has_error(faults):
        return Loaded(None, faults, oks)
    mentions = tuple(mention for page in pages.values() for mention in page.mentions)
    book, twice = bind(_revision(files), reads, sayings, mentions, numbers)
    return Loaded(book, (*faults, *twice), oks)


def _has_error(faults: Iterable[Fault]) -> bool:
    return any(fault.severity == "error" for fault in faults)


def _is_phrases(file: str) -> bool:
    return PurePosixPath(file).parent.name == "phrases"


def _roots(files: Mapping[str, str]) -> tuple[dict[str, Node], tuple[Fault, ...]]:
    roots: dict[str, Node] = {}
    faults: list[Fault] = []
    for file, text in files.items():
        root, found = read_nodes(file, text)
        faults += found
        if root is not None:
            roots[file] = root
    return roots, tuple(faults)


def _pages(roots: Mapping[str, Node]) -> dict[str, Page]:
    """An empty page for each file. A flow without languages has those of the main one."""
    flows = {file: PurePosixPath(file).stem for file in roots if not _is_phrases(file)}
    main = next((languages_of(roots[file]) for file in flows if flows[file] == MAIN), ())
    starts: dict[str, str] = {}
    for file, flow in flows.items():
        starts |= start_of(roots[file], flow)
    return {
        file: Page(file, flows.get(file, ""), _languages(file, root, main), starts)
        for file, root in roots.items()
    }


def _languages(file: str, root: Node, main: tuple[str, ...]) -> tuple[str, ...]:
    return (() if _is_phrases(file) else languages_of(root)) or main or ("en",)


def _words_in_one_file(pages: Mapping[str, Page], roots: Mapping[str, Node]) -> None:
    """`always` of two files: nobody could tell which word wins."""
    listed = [(file, line) for file in pages if (line := _always_line(roots[file]))]
    listed.sort(key=lambda one: pages[one[0]].flow != MAIN)
    for file, line in listed[1:]:
        what = f'"always" is in {listed[0][0]} too; it may be in one file only'
        pages[file].error(line, "F05", what, "move these entries there: the first one wins")


def _always_line(root: Node) -> int:
    """The line of the heading, or 0."""
    pairs = root.pairs if isinstance(root, Block) else ()
    return next((key.line for key, _ in pairs if key.text == "always"), 0)


def _no_main(files: Mapping[str, str]) -> Fault:
    file = next(iter(files), f"flows/{MAIN}.yaml")
    what = f"there is no {MAIN}.yaml, so nothing says where a conversation starts"
    return Fault(Where(file, 1), "error", "F10", what, f"add {MAIN}.yaml, with start: in it")


def _revision(files: Mapping[str, str]) -> str:
    """A digest that does not depend on the folder the files lie in."""
    digest = sha256()
    for file, text in files.items():
        path = PurePosixPath(file)
        name = f"phrases/{path.name}" if _is_phrases(file) else path.name
        for piece in (name, text):
            data = piece.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8) + data)
    return digest.hexdigest()[:16]
