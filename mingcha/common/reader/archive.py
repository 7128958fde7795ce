"""Looks at a zip container before anything parses it: sizes, names, overlaps, sizes that lie."""

import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from mingcha.common.reader.limits import Limits
from mingcha.common.reader.pipe import Refused

CHUNK = 1024 * 1024
LOCAL_HEADER = 30  # bytes before the name of a member, APPNOTE 4.3.7
STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED


def _refuse_names(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        raise Refused("unsafe", what="有重名的部件")
    if any(".." in name.split("/") or name.startswith("/") or "\\" in name for name in names):
        raise Refused("unsafe", what="部件的路径越出文件")


def _refuse_declared(infos: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    """Refuses by what the directory of the container says of itself."""
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > limits.members:
        raise Refused("unsafe", what=f"部件超过{limits.members}个")
    if unpacked > limits.unpacked_bytes or unpacked > limits.ratio * size:
        raise Refused("unsafe", what="压缩比过高，展开后过大")
    if sum(info.compress_size for info in infos) > size:
        raise Refused("unsafe", what="部件互相重叠")
    if any(info.compress_type not in (STORED, DEFLATED) for info in infos):
        raise Refused("unsafe", what="压缩方法少见")


def _refuse_lying(stream: BinaryIO, info: zipfile.ZipInfo) -> None:
    """Unpacks a member with no more memory than a chunk and refuses it when it grows past its word."""
    stream.seek(info.header_offset)
    header = stream.read(LOCAL_HEADER)
    stream.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    packed = stream.read(info.compress_size)
    length = len(packed) if info.compress_type == STORED else _deflated_length(packed, info.file_size)
    if length != info.file_size:
        raise Refused("unsafe", what="部件的大小与所称不符")


def _deflated_length(packed: bytes, expected: int) -> int:
    unpack, length = zlib.decompressobj(-zlib.MAX_WBITS), 0
    while length <= expected:
        piece = unpack.decompress(packed, CHUNK)
        length += len(piece)
        packed = unpack.unconsumed_tail
        if not piece or unpack.eof:
            break
    return length


def check_archive(path: Path, limits: Limits) -> frozenset[str]:
    """Names of the members, after every check has passed."""
    size = path.stat().st_size
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as stream:
            infos = archive.infolist()
            _refuse_declared(infos, size, limits)
            _refuse_names(infos)
            if any(info.flag_bits & 1 for info in infos):
                raise Refused("locked")
            for info in infos:
                _refuse_lying(stream, info)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError) as broken:
        raise Refused("damaged") from broken
    return frozenset(info.filename for info in infos)
