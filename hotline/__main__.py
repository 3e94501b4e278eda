"""`python -m hotline` is the `hotline` program."""

from __future__ import annotations

import sys

try:
    from hotline.cli import main
except ImportError as error:
    sys.stderr.write(f"Parts of hotline are not installed ({error.name}). Start it with ./up\n")
    sys.exit(1)

main(prog_name="hotline")
