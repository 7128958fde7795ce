"""How far a long making of the public files is, as a file of the data folder: the database may be busy
with it."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from mingcha.common.errors import Refusal

RUNNING, DONE, REFUSED, BROKEN = "running", "done", "refused", "broken"


@dataclass
class SiteWork:
    """One making under way or ended: how many files are rendered, or why it was refused."""

    office: str
    process: int = 0
    state: str = RUNNING
    count: int = 0
    title: str = ""
    sentence: str = ""
    remedy: str = ""

    @property
    def is_running(self) -> bool:
        return self.state == RUNNING

    @property
    def refusal(self) -> Refusal | None:
        """What stands in the way, or that the service stopped midway; None where all went well."""
        if self.state == BROKEN:
            return Refusal(
                "broken-off",
                "服务在生成中途停止，文件可能只换了一部分。",
                title="公示文件没有生成完",
                remedy="请再生成一次，会接着补齐。",
            )
        if self.state != REFUSED:
            return None
        return Refusal("refused", self.sentence, title=self.title, remedy=self.remedy)

    def save(self) -> None:
        """Whole or not at all."""
        path = _path(self.office)
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")
        draft.replace(path)


def site_work(office_id: UUID) -> SiteWork | None:
    """The last making of this office that went on by itself; None where there was none."""
    path = _path(str(office_id))
    if not path.exists():
        return None
    work = SiteWork(**json.loads(path.read_text(encoding="utf-8")))
    if work.is_running and not (work.process == os.getpid() or Path(f"/proc/{work.process}").exists()):
        work.state = BROKEN
    return work


def _path(office: str) -> Path:
    return settings.DATA.works / f"site-{office}.status"
