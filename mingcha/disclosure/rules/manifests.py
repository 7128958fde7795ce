"""The list of the carried files with their SHA-256, as `sha256sum --check` reads it; what differs between
two of them; the list for whoever carries. Pure."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NAME = "SHA256SUMS"
CHECKPOINT = "checkpoint.txt"
Manifest = Mapping[str, str]
"""SHA-256 by file."""


@dataclass(frozen=True)
class Changes:
    """What must be done on the other web site to come from one manifest to another."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def parts(self) -> list[tuple[str, Sequence[str]]]:
        """In the order in which it is done: what is no longer public goes first."""
        return [("删除", self.removed), ("替换", self.replaced), ("新增", self.added)]

    @property
    def count(self) -> int:
        return len(self.added) + len(self.replaced) + len(self.removed)

    @property
    def words(self) -> str:
        if not self.count:
            return "没有变动"
        return "，".join(f"{word}{len(files):,}个" for word, files in self.parts if files)


def written(manifest: Manifest) -> bytes:
    """One line a file, in the order of their names.

    >>> written({"b": "22", "a": "11"})
    b'11  a\\n22  b\\n'
    """
    return "".join(f"{manifest[path]}  {path}\n" for path in sorted(manifest)).encode("ascii")


def read(content: bytes) -> dict[str, str]:
    """The manifest that was written so."""
    lines = content.decode("ascii").splitlines()
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def changes(before: Manifest, now: Manifest) -> Changes:
    """What is new, different and gone.

    >>> changes({"a": "1", "b": "2"}, {"b": "3", "c": "4"})
    Changes(added=('c',), replaced=('b',), removed=('a',))
    """
    return Changes(
        added=tuple(sorted(now.keys() - before.keys())),
        replaced=tuple(sorted(path for path in now.keys() & before.keys() if now[path] != before[path])),
        removed=tuple(sorted(before.keys() - now.keys())),
    )


def is_same_but_for_checkpoint(one: Manifest, other: Manifest) -> bool:
    """Whether both hold the same, the signed note over the log aside: the log grows with every act."""
    ignored = {CHECKPOINT: ""}
    return {**one, **ignored} == {**other, **ignored}


def change_list(office: str, address: str, before: bytes, now: bytes) -> str:
    """What whoever carries has to do, in words: which files to remove, to replace, to add. The manifest
    itself is always among those to be put there."""
    found = changes(read(before), read(now))
    lines = [
        "公示文件变动清单",
        f"机关：{office}",
        f"公示网址：{address or '没有设定'}",
        f"本次文件清单（{NAME}）的摘要：{digest_of(now)}",
        f"上次上传的文件清单的摘要：{digest_of(before) if before else '没有上传过'}",
        f"{found.words}；另外，{NAME}每次都要替换，放在最后。",
    ]
    for word, files in found.parts:
        lines += ["", f"{word}（{len(files):,}个）", *files] if files else []
    return "\n".join(lines) + "\n"
