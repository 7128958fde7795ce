"""The ZIP form of a ``*.draw`` bundle: one byte string for one set of files (protocol section 8).

Every entry is stored; names are ASCII and ascend in both lists; version needed 10, made by 20 on host 0;
flags 0; time word 0 and date word 0x0021 (1 January 1980); attributes 0; no extra fields, comments,
descriptors, directories, gaps or zip64. A reader takes the files out, packs them again and compares, so no
bit of the container can change unnoticed.

>>> unpack(pack({"b": b"2", "a": b"1"}))
{'a': b'1', 'b': b'2'}
"""

import re
import struct
from collections.abc import Mapping
from zlib import crc32

from drawproof.errors import DrawproofError

_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = 0x04034B50, 0x02014B50, 0x06054B50
_DATE = 0x0021
_MOST_BYTES, _MOST_FILES = 2**32 - 2, 2**16 - 2
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,99}")


def pack(files: Mapping[str, bytes]) -> bytes:
    """The bundle of these files."""
    heads: list[bytes] = []
    body: list[bytes] = []
    offset = 0
    for name in sorted(files):
        if not _NAME.fullmatch(name):
            raise DrawproofError("zip-name", name=name[:60])
        content = files[name]
        common = (10, 0, 0, 0, _DATE, crc32(content), len(content), len(content), len(name), 0)
        body += (_LOCAL.pack(_LOCAL_MARK, *common), name.encode("ascii"), content)
        heads += (_CENTRAL.pack(_CENTRAL_MARK, 20, *common, 0, 0, 0, 0, offset), name.encode("ascii"))
        offset += _LOCAL.size + len(name) + len(content)
        if offset > _MOST_BYTES:
            raise DrawproofError("zip-size")
    size = sum(map(len, heads))
    if len(files) > _MOST_FILES or offset + size > _MOST_BYTES:
        raise DrawproofError("zip-size")
    end = _END.pack(_END_MARK, 0, 0, len(files), len(files), size, offset, 0)
    return b"".join([*body, *heads, end])


def unpack(data: bytes) -> dict[str, bytes]:
    """The files of a bundle; refuses every byte string that :func:`pack` would not write."""
    if not data.startswith(struct.pack("<I", _LOCAL_MARK)):
        raise DrawproofError("zip-form")
    files: dict[str, bytes] = {}
    offset = 0
    while data.startswith(struct.pack("<I", _LOCAL_MARK), offset):
        name, content, offset = _entry(data, offset)
        if name in files:
            raise DrawproofError("zip-repeated", name=name)
        files[name] = content
    if pack(files) != data:
        raise DrawproofError("zip-canonical")
    return files


def _entry(data: bytes, offset: int) -> tuple[str, bytes, int]:
    if offset + _LOCAL.size > len(data):
        raise DrawproofError("zip-truncated")
    fields = _LOCAL.unpack_from(data, offset)
    size, name_length = fields[8], fields[9]
    start = offset + _LOCAL.size
    end = start + name_length + size
    if end > len(data):
        raise DrawproofError("zip-truncated")
    name = data[start : start + name_length].decode("latin-1")
    return name, data[start + name_length : end], end
