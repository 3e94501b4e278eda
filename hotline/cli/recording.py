"""`:save`, in a rehearsal: what was played becomes an example in the flow file it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from hotline.errors import Unfit
from hotline.flow.check import check
from hotline.flow.conversation import replay
from hotline.flow.folder import read_folder
from hotline.flow.load import load
from hotline.flow.rehearsing.evening import Evening, Shown
from hotline.flow.rehearsing.recording import added, recorded
from hotline.flow.source.flows import MAIN


@dataclass(slots=True)
class Recorder:
    """What was shown so far; and the folder an example of it is written to."""

    folder: Path
    evening: Evening
    shown: list[Shown] = field(default_factory=list)

    def save(self, name: str) -> str:
        """Write the example, if every check would still pass; what was done. Raises Unfit."""
        if not name:
            raise Unfit("an example needs a name", "such as :save a typo finds naloxone")
        if not self.evening.lines:
            raise Unfit("nothing was played yet", "type what they text first")
        path = self.folder / f"{MAIN}.yaml"
        before = path.read_bytes().decode("utf-8")
        example = recorded(self.evening, self.shown, name, MAIN)
        after = added(path.as_posix(), before, example)
        self._check(path.as_posix(), after, name)
        try:
            path.write_bytes(after.encode("utf-8"))
        except OSError as wrong:
            raise Unfit(f"{path} cannot be written", str(wrong.strerror)) from None
        return "\n".join([f"written to {path}:", *example])

    def _check(self, file: str, after: str, name: str) -> None:
        """Raises Unfit where the file, with the example, would have an error."""
        files = read_folder(self.folder)
        loaded = load(files)
        flows = loaded.book.flows.values() if loaded.book else ()
        if any(example.name == name for flow in flows for example in flow.examples):
            raise Unfit(f'there is an example called "{name}"', "save it by another name")
        faults = check(load({**files, file: after}), replay)
        errors = [str(fault) for fault in faults if fault.severity == "error"]
        if errors:
            raise Unfit(f"not written: {errors[0]}", "mend that, then rehearse once more")
