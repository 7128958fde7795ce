"""Lines on the terminal: Chinese for the office, English for whoever helps it."""

import sys
from io import TextIOWrapper
from typing import NoReturn

# A terminal that knows no Chinese shows question marks rather than a traceback.
for stream in (sys.stdout, sys.stderr):
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")


def say(chinese: str, english: str) -> None:
    print(f"{chinese}  {english}", flush=True)


def give_up(chinese: str, english: str) -> NoReturn:
    """End the command with a sentence, not with a traceback."""
    print(f"{chinese}\n{english}", file=sys.stderr, flush=True)
    raise SystemExit(1)
