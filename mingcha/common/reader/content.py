"""Tells what a file is from its first bytes, never from its name."""

import codecs
import unicodedata
from pathlib import Path

from mingcha.common.reader.pipe import Refused

HEAD = 4096  # bytes that tell what a file is
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

# (offset, bytes, what it is)
SIGNS = (
    (0, b"\x89PNG", "picture"),
    (0, b"\xff\xd8\xff", "picture"),
    (0, b"GIF8", "picture"),
    (0, b"BM", "picture"),
    (0, b"II*\x00", "picture"),
    (0, b"MM\x00*", "picture"),
    (8, b"WEBP", "picture"),
    (4, b"ftypheic", "picture"),
    (4, b"ftypmif1", "picture"),
    (4, b"ftyp", "media"),
    (8, b"WAVE", "media"),
    (8, b"AVI ", "media"),
    (0, b"ID3", "media"),
    (0, b"\x1aE\xdf\xa3", "media"),
    (0, b"%PDF", "pdf"),
    (0, b"{\\rtf", "word"),
    (0, b"Rar!", "archive"),
    (0, b"7z\xbc\xaf", "archive"),
    (0, b"\x1f\x8b", "archive"),
    (0, b"BZh", "archive"),
    (0, b"\xfd7zXZ", "archive"),
    (0, b"PK\x05\x06", "archive"),
    (0, b"MZ", "program"),
    (0, b"\x7fELF", "program"),
)
TEXT_SIGNS = (
    (b"<!doctype html", "web_page"),
    (b"<html", "web_page"),
    (b"<table", "web_page"),
    (b"<meta", "web_page"),
    (b"<?xml", "xml"),
)
SEPARATORS = "\n\r\t,;"
NO_TEXT = frozenset({"Cc", "Cn", "Co", "Cs"})  # controls, and code points that mean nothing
FILE_PASS = 0x002F
# names of streams inside an OLE container
STREAMS = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "word"),
    ("PowerPoint Document", "slides"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
# members of a zip container
MEMBERS = (
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsx"),
    ("word/document.xml", "word"),
    ("ppt/presentation.xml", "slides"),
    ("OFD.xml", "ofd"),
    ("content.xml", "ods"),
)


def _number(content: bytes, at: int, size: int = 2) -> int:
    return int.from_bytes(content[at : at + size], "little")


def _stream_entry(content: bytes, name: str) -> int:
    """Where the directory entry of a stream stands, -1 without one. MS-CFB 2.6: an entry is 128 bytes,
    begins with the name and gives its length at 64."""
    wanted, at = name.encode("utf-16-le"), -1
    while (at := content.find(wanted, at + 1)) >= 0:
        if (at - 512) % 128 == 0 and _number(content, at + 64) == len(wanted) + 2:
            return at
    return -1


def _is_locked_xls(content: bytes, entry: int) -> bool:
    """A FilePass record stands among the first records of the workbook stream (MS-XLS 2.4.117)."""
    sector = 1 << min(_number(content, 30), 12)
    at = end = (_number(content, entry + 116, 4) + 1) * sector
    while at < end + 512 and at + 4 <= len(content):
        if _number(content, at) == FILE_PASS:
            return True
        at += 4 + _number(content, at + 2)
    return False


def ole_kind(path: Path) -> str:
    """xls, or what else the OLE container holds."""
    content = path.read_bytes()
    for name, kind in STREAMS:
        entry = _stream_entry(content, name)
        if entry >= 0:
            return "locked" if kind == "xls" and _is_locked_xls(content, entry) else kind
    return "unknown"


def zip_kind(names: frozenset[str]) -> str:
    """xlsx, or what else the zip container holds."""
    return next((kind for name, kind in MEMBERS if name in names), "archive")


def _is_binary(head: bytes) -> bool:
    controls = sum(byte < 32 and byte not in (9, 10, 12, 13, 26) for byte in head)
    return b"\x00" in head or controls * 20 > len(head)


def unmarked_utf16(head: bytes) -> str:
    """utf-16-le or utf-16-be when the beginning reads as text in one of them, else "". Only in UTF-16 does a
    text hold zero bytes, and read in the wrong order its separators are not separators."""
    if b"\x00" not in head or len(head) % 2:
        return ""
    found = {encoding: _separators(head, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(found, key=lambda encoding: found[encoding])
    return best if found[best] else ""


def _separators(head: bytes, encoding: str) -> int:
    """How many separators of fields and lines the text has; 0 when it is no text in this encoding."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return 0
    plain = all(sign in SEPARATORS or unicodedata.category(sign) not in NO_TEXT for sign in text)
    return sum(map(text.count, SEPARATORS)) if plain else 0


def refuse_foreign(head: bytes) -> None:
    """Refuses what is neither a container nor text, saying what it is. `head`: the first 4,096 bytes."""
    if any(head.startswith(mark) for mark in BYTE_ORDER_MARKS):
        return
    for offset, sign, what in SIGNS:
        # “BM” also begins English text: a bitmap has its length and zeros behind it
        if head[offset : offset + len(sign)] == sign and (sign != b"BM" or _is_binary(head[:32])):
            raise Refused(what)
    wide = unmarked_utf16(head)
    if _is_binary(head) and not wide:
        raise Refused("unknown")
    begin = (head.replace(b"\x00", b"") if wide else head).lstrip().lower()
    for sign, what in TEXT_SIGNS:
        if begin.startswith(sign):
            raise Refused(what)
