"""A carrier that takes so many requests a second, no more, and writes down when it took which.

    python -m benchmarks.counting_carrier PORT RATE FILE

It does nothing else: no phone rings. One line for each request but a deletion: when, what (`busy`
where it was not taken), to whom.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs

BUSY = {"code": 20429, "message": "Too Many Requests", "status": 429}


class Counting:
    """`rate` requests in any second; of the others it says that it is busy."""

    def __init__(self, rate: int, file: Path) -> None:
        self._rate, self._taken, self._file = rate, list[float](), file.open("a", buffering=1)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept for as long as its other end likes."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                method, path, _ = head.split(b" ", 2)
                length = head.lower().partition(b"content-length:")[2].split(b"\r\n")[0]
                form = parse_qs((await reader.readexactly(int(length or 0))).decode())
                status, answer = self._answer(method.decode(), path.decode(), form)
                body = json.dumps(answer).encode()
                writer.write(
                    b"HTTP/1.1 %d x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                    % (status, len(body)) + body
                )  # fmt: skip
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    def _answer(self, method: str, path: str, form: dict[str, list[str]]) -> tuple[int, object]:
        now = time.time()
        self._taken = [at for at in self._taken if at > now - 1.0]
        busy = len(self._taken) >= self._rate
        if not busy:
            self._taken.append(now)
        if method == "DELETE":
            return (429, BUSY) if busy else (204, "")
        kind, to = "text" if "Messages" in path else "call", form.get("To", ["-"])[0]
        if busy:
            self._file.write(f"{now:.3f} {method} busy {to}\n")
            return 429, BUSY
        self._file.write(f"{now:.3f} {method} {kind} {to}\n")
        return 201, {"sid": ("SM" if kind == "text" else "CA") + secrets.token_hex(16)}


async def serve(port: int, rate: int, file: Path) -> None:
    """Until somebody ends it."""
    counting = Counting(rate, file)
    server = await asyncio.start_server(counting.talk, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])))
