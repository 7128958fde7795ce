"""A paper as it is printed: its pages with every word and its box, measured by poppler; a DOCX as LibreOffice
prints it."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
_WORD = re.compile(
    r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</word>'
)


@dataclass(frozen=True)
class Word:
    """Text on a page and its box, in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Word") -> bool:
        """Whether one was printed over the other: they share more than a third of this one's height."""
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        wide = min(self.right, other.right) - max(self.left, other.left)
        return high > (self.bottom - self.top) / 3 and wide > 1


@dataclass(frozen=True)
class Page:
    """Its size in points, and its words."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)

    def word(self, text: str) -> Word:
        """The one word that reads so."""
        (found,) = [word for word in self.words if word.text == text]
        return found


def pages_of(pdf: Path) -> list[Page]:
    """The pages as they are printed."""
    pages = run("pdftotext", "-bbox", str(pdf), "-").split("<page ")[1:]
    return [_page(page) for page in pages]


def _page(told: str) -> Page:
    (width, height), *_ = _SIZE.findall(told)
    words = tuple(Word(text, *map(float, box)) for *box, text in _WORD.findall(told))
    return Page(float(width), float(height), words)


def opened(documents: dict[str, bytes], folder: Path) -> dict[str, Path]:
    """The DOCX as PDF, as LibreOffice prints them; it starts once for all of them."""
    paths = [folder / f"{name}.docx" for name in documents]
    for path, content in zip(paths, documents.values(), strict=True):
        path.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, paths)], capture_output=True, check=True, timeout=120)
    return {path.stem: path.with_suffix(".pdf") for path in paths}


def run(*command: str) -> str:
    """What the command prints."""
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()
