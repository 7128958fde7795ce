"""What the preview shows: rows of one verdict, unsealed for the page and nowhere else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from mingcha.accounts.actors import Actor
from mingcha.common.lists import paginate
from mingcha.intake.models import ImportBatch, StagedRow
from mingcha.intake.subjects import CHANGED, GONE, NEW, REFUSED, UNCHANGED, Subject

SHOWN_FIRST = 20
ANSWER = "answer-"


@dataclass(frozen=True)
class Part:
    """One part of the preview: `key` is its place in the address, `noun` its heading."""

    key: str
    noun: str
    why: str
    rows: QuerySet[StagedRow]
    count: int

    @property
    def is_ticked(self) -> bool:
        """Whether its rows are taken over one by one."""
        return self.key in (NEW, CHANGED)


def parts_of(batch: ImportBatch) -> list[Part]:
    """The parts that have rows, what needs the user first."""
    rows = batch.staged.all()
    table = (
        ("asked", "请决定", "名称或坐落与已有的只有一部分相同，不能自行合并。", rows.filter(asks=True)),
        ("refused", "不能导入", "须先改正；其余各行可以先写入。", rows.filter(verdict=REFUSED, asks=False)),
        (
            "gone",
            "来源中不再有",
            "这个来源以前列过，这次没有列。核实后逐个处理；选“暂不处理”的保持原样，下次再提示。",
            rows.filter(verdict=GONE).order_by("-number"),
        ),
        ("changed", "变化", "系统中已有，字段不同；去掉勾的不写入。", rows.filter(verdict=CHANGED)),
        ("warned", "有提醒", "照常写入，请留意。", rows.filter(warns=True)),
        ("new", "新增", "系统中还没有；去掉勾的不写入。", rows.filter(verdict=NEW)),
        (
            "unchanged",
            "未变",
            "与系统中的相同，或与表中前面的行重复，不再写入。",
            rows.filter(verdict=UNCHANGED),
        ),
    )
    found = [Part(key, noun, why, rows, rows.count()) for key, noun, why, rows in table]
    return [part for part in found if part.count]


def rows_of(rows: "QuerySet[StagedRow] | Page[StagedRow] | list[StagedRow]") -> list[dict[str, Any]]:
    """The rows with their content."""
    return [{"staged": staged, **staged.content} for staged in rows]


def preview_facts(request: HttpRequest, subject: Subject, batch: ImportBatch) -> dict[str, Any]:
    """Context of the preview: all parts with their first rows, or the one that the address asks for, in
    pages."""
    parts = parts_of(batch)
    chosen = next((part for part in parts if part.key == request.GET.get("show")), None)
    facts: dict[str, Any] = {"subject": subject, "batch": batch, "parts": parts, "chosen": chosen}
    if chosen and chosen.key == GONE:
        facts["acts"] = acts_of(parts)
    if chosen:
        page = paginate(request, chosen.rows)
        return facts | {"page": page, "sections": [(chosen, rows_of(list(page)))]}
    open_parts = [part for part in parts if part.key not in ("new", "unchanged")]
    return facts | {"sections": [(part, rows_of(list(part.rows[:SHOWN_FIRST]))) for part in open_parts]}


def columns_of(scope: Actor, subject: Subject, batch: ImportBatch) -> list[tuple[str, str]]:
    """Each heading of the file with the title of our column, empty when none claims it."""
    titles = {column.key: column.title for column in subject.columns_for(scope)}
    known = {index: titles.get(key, "") for key, (index, *_) in batch.reading["mapping"].items()}
    return [(h, known.get(index, "")) for index, h in enumerate(batch.reading["headings"]) if h]


def acts_of(parts: Iterable[Part]) -> list[tuple[str, str]]:
    """Every act that one of the missing records is open to, to be chosen for all of them."""
    gone = next((part for part in parts if part.key == GONE), None)
    found: dict[str, str] = {}
    for row in rows_of(gone.rows) if gone else []:
        found |= dict(row["choices"])
    return list(found.items())


def choices_in(sent: QueryDict) -> tuple[Mapping[int, bool], Mapping[int, str]]:
    """Ticks and answers of the rows that stood on the page."""
    ticked = set(sent.getlist("tick"))
    ticks = {int(number): number in ticked for number in sent.getlist("shown") if number.isdigit()}
    answers = {
        int(name.removeprefix(ANSWER)): str(sent[name])
        for name in sent
        if name.startswith(ANSWER) and name.removeprefix(ANSWER).removeprefix("-").isdigit()
    }
    return ticks, answers
