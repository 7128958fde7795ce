"""Which papers there are. Pure."""

from dataclasses import dataclass

ANNOUNCEMENT, RESULT, ASSIGNMENT = "announcement", "result", "assignment"
ATTENDANCE, VISITS, VOLUME = "attendance", "visits", "volume"
SITTING, PLAN = "sitting", "plan"


@dataclass(frozen=True)
class Kind:
    """A kind of paper. `template` is the shipped one, a path below `mingcha/`; `names` says that it tells who
    is drawn or who goes."""

    title: str
    template: str
    names: bool


KINDS: dict[str, Kind] = {
    ANNOUNCEMENT: Kind("抽取公告", "draws/papers/announcement.typ", names=False),
    ATTENDANCE: Kind("抽取会签到表", "draws/papers/attendance.typ", names=False),
    RESULT: Kind("抽取结果表", "draws/papers/result.typ", names=True),
    ASSIGNMENT: Kind("检查人员匹配表", "draws/papers/assignment.typ", names=True),
    VISITS: Kind("检查任务清单", "draws/papers/visits.typ", names=True),
    VOLUME: Kind("案卷", "draws/papers/volume.typ", names=True),
}
CHOICES = [(key, kind.title) for key, kind in KINDS.items()]

# What takes a number of its own once the office has given it a 代字. The other papers of a sitting bear the
# number of the sitting.
NUMBERED: dict[str, str] = {
    SITTING: "抽取会",
    ANNOUNCEMENT: "抽取公告",
    PLAN: "年度抽查计划",
}
