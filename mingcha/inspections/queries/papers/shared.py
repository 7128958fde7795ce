"""What the papers of visits have in common: head, parties, codes, the two forms they take."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common.qr import qr_svg
from mingcha.draws.queries.papers.shared import DEMO, UNDATED
from mingcha.inspections.models import Inspection
from mingcha.inspections.queries.coverage import Coverage
from mingcha.inspections.queries.fitness import Officer
from mingcha.law.rules import chinese_day
from mingcha.plans.queries.visits import VisitMatter, matters_of

WEEKDAYS = "一二三四五六日"
CONTACT = "联系人：　　　　　　　联系电话："
MASKED, WRITE_IN = "*", "　　　　　　　"
TAKEN = "当事人签收：　　　　　　　　　　年　　月　　日"
EXPERT = "专家（协助检查，不是执法人员）"
Content = dict[str, Any]


def head(inspection: Inspection, heading: str, document_no: str = "", *, is_letter: bool = False) -> Content:
    """Title, number, office and the mark of a demo: on every paper; a letter is headed by the office."""
    return {
        "title": f"{inspection}{heading}",
        "heading": f"{inspection.office.name}\n{heading}" if is_letter else heading,
        "document_no": document_no,
        "office": inspection.office.name,
        "mark": mark(),
    }


def mark() -> str:
    """On every paper of a demo."""
    return DEMO if settings.IS_DEMO else ""


def letter(
    top: Content,
    *,
    addressee: str,
    opening: str,
    sections: Sequence[tuple[str, Sequence[str]]],
    table: Content | None = None,
    contact: str = "",
    day: str,
) -> Content:
    """A paper to the party; its code is put on it by who issues it."""
    return {
        **top,
        "addressee": addressee,
        "opening": opening,
        "sections": [[title, list(lines)] for title, lines in sections],
        "table": table or {"title": "", "heads": [], "rows": []},
        "qr": "",
        "qr_words": [],
        "contact": contact,
        "day": day,
    }


def form(
    top: Content,
    *,
    facts: Sequence[Sequence[str]],
    blocks: Sequence[Content],
    signers: Sequence[str] = (),
    note: str = "",
    day: str = UNDATED,
) -> Content:
    """A sheet with facts, parts and signatures."""
    return {
        **top,
        "facts": [list(row) for row in facts],
        "blocks": list(blocks),
        "qr": "",
        "qr_words": [],
        "signers": list(signers),
        "note": note,
        "seal": top["office"],
        "day": day,
    }


def block(
    title: str,
    text: str = "",
    *,
    height: int = 0,
    heads: Sequence[str] = (),
    widths: Sequence[int] = (),
    rows: Sequence[Sequence[str]] = (),
) -> Content:
    """A part of a sheet: text, a table, or `height` millimetres of room to write by hand."""
    return {
        "title": title,
        "text": text,
        "height": height,
        "widths": list(widths),
        "heads": list(heads),
        "rows": [list(row) for row in rows],
    }


def matters(scope: Actor, inspection: Inspection, coverage: Coverage) -> dict[str, VisitMatter]:
    """What is inspected at each unit of the visit, in its order."""
    found = matters_of(scope, inspection.campaign, coverage.units)
    return {unit: found[unit] for unit in coverage.units}


def party_names(found: Mapping[str, VisitMatter]) -> str:
    """The parties of a visit, each once. A natural person stands masked, as in the register."""
    return "、".join(dict.fromkeys(one.party.name for one in found.values()))


def addressee_of(names: str) -> str:
    """The parties as a letter addresses them. A natural person's whole name lies sealed and is bound by no
    paper of ours: it is written in by hand."""
    return f"{names}（全名：{WRITE_IN}）" if MASKED in names else names


def place_words(matter: VisitMatter) -> str:
    """Name, code and places of a unit in one line."""
    places = [f"{one.name or one.category} {one.place}".strip() for one in matter.targets]
    told = "、".join(dict.fromkeys(filter(None, places)))
    return f"{matter.party.name}（{matter.party.code}）{f'：{told}' if told else ''}"


def officer_words(one: Officer) -> str:
    """As papers name who comes; an expert assists and is none of the officers (行政处罚法第四十二条)."""
    employer = f"，{one.employer}" if one.employer else ""
    if one.is_expert:
        return f"{one.name}，{EXPERT}{employer}"
    return f"{one.name}，{one.title}，执法证号{one.licence or '（未登记）'}{employer}"


def day_words(on: datetime.date) -> str:
    return f"{chinese_day(on)}（星期{WEEKDAYS[on.weekday()]}）"


def when_words(inspection: Inspection) -> str:
    """Day, hour and length as they are planned."""
    if inspection.planned_on is None or inspection.planned_at is None:
        return "（未安排）"
    at = inspection.planned_at
    return f"{day_words(inspection.planned_on)}{at.hour}:{at:%M}开始，预计{inspection.planned_minutes}分钟"


def public_address(name: str, token: str) -> str:
    """Where the public finds it, in full where the office has such an address."""
    return f"{settings.PUBLIC_ADDRESS}{reverse(name, args=[token])}"


def code(text: str, label: str) -> str:
    return str(qr_svg(text, label))
