"""What is taken away of a draw as a workbook: who is drawn, the visits with their teams; and what a partner
gets after the draw, its visits and the results to fill in."""

import io
from collections.abc import Iterator

from mingcha.common.workbooks.writer import Value, listed, write_book
from mingcha.draws.queries.outcomes import Outcome
from mingcha.draws.queries.partner_sheet import PartnerSheet
from mingcha.draws.queries.results import DrawnRow, Member
from mingcha.draws.rules.external.words import MARK
from mingcha.plans.subjects.partner_results import COLUMNS

VISITS, RESULTS = "检查任务单", "检查结果"
VISIT_HEADINGS = (
    *("序号", "检查对象", "对象编码", "乡镇", "对象明细", "检查组"),
    *("本局检查事项", "本部门检查事项", "抽取后变动"),
)

DRAWN_HEADINGS = ("名称", "对象编码", "乡镇", "层")
RANK_HEADINGS = (*DRAWN_HEADINGS, "名次", "抽签值", "抽取")
MARK_HEADINGS = (*DRAWN_HEADINGS, "标记")


def rank_cells(row: DrawnRow) -> tuple[Value, ...]:
    """A drawn or reserve unit of our own draw, with what everybody can recompute."""
    return (*_drawn_cells(row), row.rank, row.ticket, row.word)


def void_cells(row: DrawnRow) -> tuple[Value, ...]:
    """A unit that an annulled attempt would have drawn."""
    return (*_drawn_cells(row), row.rank, row.ticket, "已作废")


def marked_cells(row: DrawnRow) -> tuple[Value, ...]:
    """A unit that a platform drew."""
    return (*_drawn_cells(row), MARK)


def _drawn_cells(row: DrawnRow) -> tuple[Value, ...]:
    return row.unit.name, row.unit.code, row.unit.town, row.stratum


def team_headings(outcome: Outcome, *more: str) -> tuple[str, ...]:
    return ("序号", "检查对象", "对象编码", "乡镇", "层", *outcome.seat_titles, *more)


def team_cells(outcome: Outcome, *more: str) -> Iterator[tuple[Value, ...]]:
    """The visits with who has the seats of each group."""
    titles = outcome.seat_titles
    for visit in outcome.visits:
        seated = {
            title: "、".join(_person(one) for one in visit.members if one.title == title) for title in titles
        }
        names, codes = "\n".join(one.name for one in visit.units), "\n".join(one.code for one in visit.units)
        yield (visit.number, names, codes, visit.town, visit.stratum, *seated.values(), *more)


def _person(one: Member) -> str:
    return one.name if one.is_open else f"{one.name}（{one.licence}）"


def sheet_book(sheet: PartnerSheet) -> bytes:
    """Two sheets; the second has a row for each result that is owed."""
    campaign, partner = sheet.participation.campaign, sheet.participation.partner
    headings = [column.title for column in COLUMNS]
    mark = f"（{sheet.source}）" if sheet.source else ""
    pages = [
        (VISITS, listed(f"{campaign}：{partner}检查任务单{mark}", VISIT_HEADINGS, _visits(sheet))),
        (RESULTS, listed(f"{campaign}：{partner}检查结果{mark}", headings, _owed(sheet))),
    ]
    target = io.BytesIO()
    write_book(target, pages)
    return target.getvalue()


def _visits(sheet: PartnerSheet) -> Iterator[list[Value]]:
    for visit in sheet.visits:
        places = [
            f"{one.name or one.category}　{one.place}".strip() for _, found in visit.units for one in found
        ]
        people = [f"{one.title}：{_person(one)}" for one in visit.members]
        yield [
            visit.number,
            "\n".join(unit.name for unit, _ in visit.units),
            "\n".join(unit.code for unit, _ in visit.units),
            visit.units[0][0].town if visit.units else "",
            "\n".join(places),
            "\n".join(people),
            "、".join(visit.own),
            "、".join(visit.their_names),
            "\n".join(visit.since),
        ]


def _owed(sheet: PartnerSheet) -> Iterator[list[Value]]:
    number, body = sheet.participation.campaign.number, str(sheet.participation.partner)
    for visit in sheet.visits:
        for unit, item in visit.theirs:
            told = {"number": number, "body": body, "unit": unit.code, "holder": unit.name, "item": item}
            yield [told.get(column.key, "") for column in COLUMNS]
