"""Words that must not come out, and the search for them in bytes, however they are written or packed."""

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import quote

SIGNS = "甲乙丙丁戊己庚辛壬癸"


class Planted:
    """Names of people, telephones and identity numbers, each unlike any other word of the world."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def name(self) -> str:
        number = len(self.words)
        return self._keep(f"欧{SIGNS[number // 100 % 10]}{SIGNS[number // 10 % 10]}{SIGNS[number % 10]}峸")

    def phone(self) -> str:
        return self._keep(f"139{len(self.words):04d}7531")

    def identity(self) -> str:
        return self._keep(f"130624197001{len(self.words) % 28 + 1:02d}{len(self.words) % 1000:03d}X")

    def _keep(self, word: str) -> str:
        self.words.append(word)
        return word

    @cached_property
    def _written(self) -> dict[bytes, str]:
        """Made at the first search: what is planted later is not looked for."""
        return {
            form: word
            for word in self.words
            for form in (
                *(word.encode(code) for code in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")),
                json.dumps(word).strip('"').encode(),
                quote(word).encode(),
            )
        }

    @cached_property
    def _pattern(self) -> re.Pattern[bytes]:
        return re.compile(b"|".join(map(re.escape, self._written)))

    def found_in(self, content: bytes) -> set[str]:
        """The planted words in these bytes, in whatever way they are written or packed."""
        return {self._written[hit] for part in layers(content) for hit in self._pattern.findall(part)}


def layers(content: bytes) -> Iterator[bytes]:
    """The bytes, what is packed in them, and what a paper says on its pages and of itself."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive.comment
            for entry in archive.infolist():
                yield entry.filename.encode() + entry.comment
                yield from layers(archive.read(entry))
    if content.startswith(b"%PDF"):
        for command in (["pdftotext", "-", "-"], ["pdfinfo", "-"], ["pdfinfo", "-meta", "-"]):
            read = subprocess.run(command, input=content, capture_output=True, check=True).stdout
            yield read
            yield b"".join(read.split())


def is_said(word: str, content: bytes) -> bool:
    return any(word.encode() in part for part in layers(content))


def pdf_by(author: str) -> bytes:
    """A paper whose only mention of somebody is its author."""
    import typst

    source = f'#set document(author: "{author}", date: none)\n一页'
    return bytes(typst.compile(source.encode(), format="pdf"))


def photo_by(author: str) -> bytes:
    """A photo that says in its Exif who took it."""
    told = b"Exif\x00\x00MM\x00*" + author.encode()
    return b"\xff\xd8\xff\xe1" + (len(told) + 2).to_bytes(2, "big") + told + b"\xff\xd9"


def book_by(author: str, heads: tuple[str, ...], cells: tuple[str, ...]) -> bytes:
    """A workbook that says in three places who wrote it."""
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"author": author, "manager": author, "comments": author})
        book.set_custom_property("填表人", author)
        sheet = book.add_worksheet("名录")
        sheet.write_row(0, 0, heads)
        sheet.write_row(1, 0, cells)
    return target.getvalue()
