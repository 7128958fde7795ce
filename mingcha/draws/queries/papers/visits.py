"""检查任务清单: for each team the visits that are its own, on pages of their own."""

from collections.abc import Mapping
from typing import Any

from mingcha.accounts.actors import Actor
from mingcha.draws.queries.outcomes import Outcome
from mingcha.draws.queries.papers.shared import frame_of, gone_words, person, qr_of
from mingcha.draws.queries.record import Record
from mingcha.draws.queries.results import VisitRow
from mingcha.plans.queries.visits import VisitMatter, matters_of

VISITS_HEADING = "双随机检查任务清单"
Team = tuple[tuple[str, str], ...]


def visits_content(scope: Actor, record: Record, document_no: str) -> dict[str, Any]:
    """The lists of a sitting's campaign."""
    frame = frame_of(record.sitting, VISITS_HEADING, document_no)
    code = qr_of(record.assignment.draw if record.assignment else None)
    return visits_sheet(scope, record, frame | {"qr": code})


def visits_sheet(scope: Actor, outcome: Outcome, frame: dict[str, Any]) -> dict[str, Any]:
    """A team is the same people in the same seats; its visits stand together. What a platform drew has no
    code in its `frame`."""
    rows, campaign = list(outcome.visits), outcome.campaign
    matters = matters_of(scope, campaign, [unit.code for row in rows for unit in row.units])
    teams: dict[Team, list[VisitRow]] = {}
    for row in rows:
        teams.setdefault(tuple((one.title, one.inspector) for one in row.members), []).append(row)
    return {
        "qr": "",
        **frame,
        "campaign": f"{campaign.title}（编号{campaign.number}）",
        "heads": ["序号", "检查对象和编码", "乡镇、检查的具体对象", "检查事项", "检查日期", "检查结果"],
        "teams": [_team(number, visits, matters) for number, visits in enumerate(teams.values(), 1)],
        "note": "本清单在检查以前只交本组人员，不得提前告知检查对象。检查时出示执法证件，执法人员不少于两人"
        "（《行政处罚法》第五十五条）；发现与检查对象有利害关系的，立即报告并回避。",
    }


def _team(number: int, visits: list[VisitRow], matters: Mapping[str, VisitMatter]) -> dict[str, Any]:
    """How many teams there are stands on no team's sheet: before disclosure that is told to nobody."""
    return {
        "line": f"第{number}组，{len(visits)}户次",
        "members": [f"{one.title}：{person(one)}" for one in visits[0].members],
        "rows": [_visit(visit, matters) for visit in visits],
    }


def _visit(visit: VisitRow, matters: Mapping[str, VisitMatter]) -> list[str]:
    found = [matters[unit.code] for unit in visit.units]
    targets = [target for matter in found for target in matter.targets]
    places = [f"{target.name or target.category}　{target.place}".strip("　") for target in targets]
    items = [
        *(name for matter in found for name in matter.own),
        *(name for matter in found for _, name in matter.partners),
    ]
    return [
        str(visit.number),
        "\n".join([*(f"{unit.name}\n{unit.code}" for unit in visit.units), *gone_words(visit)]),
        "\n".join([visit.town, *dict.fromkeys(places)]),
        "\n".join(dict.fromkeys(items)),
        "",
        "",
    ]
