"""Ask the limited process for the reports on files that a visitor gave; nothing of them is stored."""

import base64
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import BoundedSemaphore
from typing import Any

from drawproof.errors import DrawproofError
from drawproof.notes import parse_vkey
from mingcha.common.errors import Refusal
from mingcha.draws.rules.verification import CPU_SECONDS, FILE_BYTES, FILES
from mingcha.draws.rules.words import STEP_STATUS, STEP_WORDS, VERDICT_WORDS

MODULE = "mingcha.draws.rules.verification"
TITLE = "不能核验"
KIND_WORDS = {"selection": "检查对象", "assignment": "人员"}
# Strangers may keep this many processors busy and no more.
_PLACES = BoundedSemaphore(2)
KINDS = (*KIND_WORDS.values(), "文件")


@dataclass(frozen=True)
class FileReport:
    """The report on one file: verdict in words, steps by name."""

    name: str
    kind: str
    verdict: str
    steps: dict[str, tuple[str, str, str]]
    facts: dict[str, Any]

    @property
    def status(self) -> tuple[str, str, str]:
        """Class, word and meaning of the verdict."""
        return VERDICT_WORDS[self.verdict]


@dataclass(frozen=True)
class JointReport:
    """Several files read together: the worst verdict counts, and one row per step."""

    files: tuple[FileReport, ...]

    @property
    def status(self) -> tuple[str, str, str]:
        order = ("refused", "consistent", "proved")
        return VERDICT_WORDS[min((file.verdict for file in self.files), key=order.index)]

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, str, str]], list[str]]]:
        """Step in words, (class, word, sentence) of each file, and the sentences, equal ones said once."""
        return [(word, *self._row(step)) for step, word in STEP_WORDS.items()]

    def _row(self, step: str) -> tuple[list[tuple[str, str, str]], list[str]]:
        cells = [file.steps[step] for file in self.files]
        if len({sentence for _, _, sentence in cells}) == 1:
            return cells, [cells[0][2]]
        named = zip(self.files, cells, strict=True)
        return cells, [f"{file.kind}：{sentence}" for file, (_, _, sentence) in named]


def verify_uploads(files: Sequence[tuple[str, bytes]], keys: Sequence[str]) -> JointReport:
    """The report on these files, taken together. `Refusal` for what cannot be examined at all."""
    _check(files, keys)
    asked = {
        "files": [{"name": name, "content": base64.b64encode(data).decode()} for name, data in files],
        "keys": list(keys),
    }
    if not _PLACES.acquire(blocking=False):
        raise Refusal("busy", "现在有几个人正在核验，请过一会再试。", title=f"{TITLE}：正忙")
    try:
        done = subprocess.run(  # noqa: S603  (our own module, by the interpreter that runs us)
            [sys.executable, "-m", MODULE],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=2 * CPU_SECONDS,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise Refusal(
            "too-costly",
            "这个文件在本页的限度内核验不完。",
            title=f"{TITLE}：超出限度",
            remedy="请下载核验程序，在自己的电脑上运行：drawproof verify 文件名。",
        ) from error
    finally:
        _PLACES.release()
    reports = [_file_report(one) for one in json.loads(done.stdout)]
    return JointReport(_numbered(sorted(reports, key=lambda one: KINDS.index(one.kind))))


def _numbered(reports: Sequence[FileReport]) -> tuple[FileReport, ...]:
    """Files of one kind are told apart by a number: an annulled attempt stands beside the one that counts."""
    kinds = [one.kind for one in reports]
    return tuple(
        replace(one, kind=f"{one.kind}{kinds[:at].count(one.kind) + 1}") if kinds.count(one.kind) > 1 else one
        for at, one in enumerate(reports)
    )


def too_large() -> Refusal:
    return Refusal(
        "large-file",
        f"合计超过{FILE_BYTES // 2**20}MB，本页不核验。",
        title=f"{TITLE}：文件太大",
        remedy="请下载核验程序，在自己的电脑上运行：drawproof verify 文件名。",
    )


def _file_report(raw: dict[str, Any]) -> FileReport:
    steps = {one["step"]: (*STEP_STATUS[one["status"]], one["words"]) for one in raw["steps"]}
    kind = KIND_WORDS.get(raw["facts"].get("kind", ""), "文件")
    return FileReport(raw["name"], kind, raw["verdict"], steps, raw["facts"])


def _check(files: Sequence[tuple[str, bytes]], keys: Sequence[str]) -> None:
    if not files:
        raise Refusal("no-file", "还没有选择文件。", title=f"{TITLE}：没有文件", remedy="请选择.draw文件。")
    if len(files) > FILES:
        raise Refusal("many-files", f"一次最多核验{FILES}个文件。", title=f"{TITLE}：文件太多")
    if sum(len(data) for _, data in files) > FILE_BYTES:
        raise too_large()
    for key in keys:
        try:
            parse_vkey(key)
        except DrawproofError as error:
            raise Refusal(
                "key-form",
                f"“{key[:40]}”不是公钥。公钥的写法是：名称+编号+字母数字，写在一行。",
                title=f"{TITLE}：公钥写法不对",
            ) from error
