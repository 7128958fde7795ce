"""Imports that take long, each as a file of the data folder while it is under way: the database itself may be
busy with it. No person and no company stands in it."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Refusal, Unknown

RUNNING, DONE, REFUSED, BROKEN = "running", "done", "refused", "broken"
PREVIEW, CONFIRM = "preview", "confirm"
ACTS = {PREVIEW: "核对", CONFIRM: "写入"}
KEPT = 24 * 3600  # seconds after which a file is taken away
# Those that a thread of this process carries out.
under_way: set[str] = set()


@dataclass
class Work:
    """What is done with which file, how far it is, and how it ended: with a batch, or with a refusal."""

    kind: str
    act: str
    office: str
    person: str
    file_name: str
    key: str = field(default_factory=lambda: str(uuid4()))
    process: int = field(default_factory=os.getpid)
    state: str = RUNNING
    step: int = 0
    steps: int = 0
    words: str = "等待开始"
    done: int = 0
    total: int = 0
    percent: int = 0
    batch: str = ""
    refusal: dict[str, object] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return ACTS[self.act]

    def save(self) -> None:
        """Whole or not at all."""
        path = _path(self.key)
        draft = path.with_suffix(".part")
        draft.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")
        draft.replace(path)


def work_of(scope: Actor, key: UUID) -> Work:
    """One work of the viewer's office as it stands now, or `Unknown`. What was under way when its process
    ended is broken off: nothing of it was written."""
    path = _path(str(key))
    found = _read(path) if path.exists() else None
    if found is None or found.office != str(scope.office_id):
        raise Unknown("no-such-work", "没有这项办理，或者已经办完一天以上。", title="没有找到")
    return found


def works_of(scope: Actor, kind: str) -> list[Work]:
    """What is under way for this person."""
    found = (_read(path) for path in _paths())
    own = [one for one in found if one.person == str(scope.person_id) and one.kind == kind]
    return [one for one in own if one.state == RUNNING]


def take_away_old() -> None:
    """Files of works that ended long ago, or broke off."""
    for path in _paths():
        if path.stat().st_mtime < moments.now().timestamp() - KEPT:
            path.unlink(missing_ok=True)


def refusal_of(work: Work) -> Refusal | None:
    if work.state != REFUSED:
        return None
    told = {name: str(work.refusal[name]) for name in ("title", "clause", "remedy")}
    found = [(str(label), str(value)) for label, value in list(work.refusal["found"])]  # type: ignore[call-overload]
    return Refusal(str(work.refusal["code"]), str(work.refusal["sentence"]), found=found, **told)


def _read(path: Path) -> Work:
    work = Work(**json.loads(path.read_text(encoding="utf-8")))
    if work.state == RUNNING and not _is_alive(work):
        work.state = BROKEN
    return work


def _is_alive(work: Work) -> bool:
    if work.process == os.getpid():
        return work.key in under_way
    return Path(f"/proc/{work.process}").exists()


def _path(key: str) -> Path:
    return settings.DATA.works / f"{key}.json"


def _paths() -> Iterator[Path]:
    yield from settings.DATA.works.glob("*.json")
