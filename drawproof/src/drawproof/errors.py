"""The one error of drawproof: a code, its parameters, and where the reader stood.

A caller that speaks another language translates by ``code`` and ``params`` (:mod:`drawproof.words_zh`);
``str(error)`` is an English sentence from the table of :mod:`drawproof.words_en`.

>>> str(DrawproofError("csv-order", file="frame.csv", line=3))
'The rows do not stand in strictly ascending order of their key (frame.csv, line 3).'
"""

from collections.abc import Iterator
from contextlib import contextmanager

from drawproof.words_en import SENTENCES


class DrawproofError(Exception):
    """Something breaks a rule of drawproof/1. ``line`` counts from 1, the header of a table included."""

    def __init__(self, code: str, *, file: str | None = None, line: int | None = None, **params: object):
        super().__init__(code)
        self.code = code
        self.params: dict[str, object] = params
        self.file = file
        self.line = line

    def __str__(self) -> str:
        """Say the rule that is broken, and the file and line where the reader stood."""
        sentence = SENTENCES[self.code].format(**self.params)
        if self.file is None:
            return f"{sentence}."
        place = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{sentence} ({place})."


class Infeasible(DrawproofError):
    """No lawful assignment exists; ``certificate`` is the JSON certificate of protocol section 6."""

    def __init__(self, certificate: dict[str, object]):
        super().__init__("infeasible", missing=certificate["missing"])
        self.certificate = certificate


@contextmanager
def reading(file: str) -> Iterator[None]:
    """Name ``file`` in every error raised inside that does not name one already."""
    try:
        yield
    except DrawproofError as error:
        if error.file is None:
            error.file = file
        raise
