"""What stands on the paper of a bulletin and on its pages: the text written out, tables, plots."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mingcha.common.papers.docx import write_report
from mingcha.common.plots import BarPlot, bar_plot, short_label
from mingcha.disclosure.models import Bulletin
from mingcha.disclosure.rules.bulletins import (
    ITEMS,
    RESULTS,
    SECTIONS,
    STRATA,
    Count,
    Figures,
    filled,
    written,
)
from mingcha.law.rules import chinese_day
from mingcha.plans.models import Campaign
from mingcha.plans.models.campaign import HOLDER_UNIT

NUMERALS = "一二三四五六七八九十"
NOTE = "注：数字按批准当日已确认的检查记录计算；层是抽取文件中的代号。一个对象有几种结果的，分别计入。"


@dataclass(frozen=True)
class Table:
    """A table with its title; the first column names the row."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """Each cell with the head above it."""
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Plot:
    """Bars from zero with their words."""

    title: str
    bars: tuple[tuple[str, int, str], ...]

    @property
    def drawn(self) -> BarPlot:
        """As a page draws it: names that are longer than its margin are cut, the table has them whole."""
        return bar_plot([(short_label(name), count, words) for name, count, words in self.bars])


def unit_of(campaign: Campaign) -> str:
    """The measure word of what is drawn."""
    return "家" if campaign.unit == HOLDER_UNIT else "个"


def figures_kept(bulletin: Bulletin) -> Figures:
    """The figures that its text stands on."""
    return Figures.revived(bulletin.figures)


def written_out(text: dict[str, str], figures: Figures) -> list[tuple[str, list[str]]]:
    """(title, paragraphs) of each section that says something, numbered."""
    told = [(title, text.get(key, "").strip()) for key, title in SECTIONS.items()]
    parts = [(title, [line.strip() for line in words.split("\n") if line.strip()]) for title, words in told]
    return [
        (f"{numeral}、{title}", [filled(line, figures) for line in lines])
        for numeral, (title, lines) in zip(NUMERALS, [one for one in parts if one[1]], strict=False)
    ]


def tables_of(figures: Figures, unit: str) -> list[Table]:
    """By stratum, by result, by item; one without rows is left out."""
    measured = f"（{unit}）"
    made = [
        _table("各层抽查情况", ("层", *(f"{one}{measured}" for one in STRATA)), figures.strata),
        _table("检查结果", ("结果", f"{RESULTS[0]}{measured}", f"{RESULTS[1]}（项）"), figures.results),
        _table("各事项检查情况", ("抽查事项", *(f"{one}{measured}" for one in ITEMS)), figures.items),
    ]
    shown = [one for one in made if one.rows]
    return [Table(f"表{place}　{one.title}", one.heads, one.rows) for place, one in enumerate(shown, start=1)]


def _table(title: str, heads: tuple[str, ...], rows: Sequence[Count]) -> Table:
    return Table(title, heads, tuple((name, *(written(one) for one in counts)) for name, counts in rows))


def plots_of(figures: Figures, unit: str) -> list[Plot]:
    """Units by result, and units with problems by stratum."""
    results = [(name, counts[0]) for name, counts in figures.results]
    strata = [(f"层{name}", counts[-1]) for name, counts in figures.strata]
    made = [(f"检查结果（{unit}）", results), (f"各层发现问题的对象（{unit}）", strata)]
    shown = [(title, rows) for title, rows in made if rows]
    return [
        Plot(
            f"图{place}　{title}",
            tuple((name, count, f"{written(count)}{unit}") for name, count in rows),
        )
        for place, (title, rows) in enumerate(shown, start=1)
    ]


def paper_content(
    bulletin: Bulletin, *, on: datetime.date, document_no: str, figures: Figures
) -> dict[str, Any]:
    """Everything that stands on the paper, and nothing that changes later."""
    campaign = bulletin.campaign
    office, unit = campaign.office.name, unit_of(campaign)
    version = f"（第{bulletin.number}版，更正理由：{bulletin.reason}）" if bulletin.number > 1 else ""
    return {
        "title": f"{office}关于{campaign.title}情况的通报",
        "heading": f"{office}\n关于{campaign.title}情况的通报",
        "document_no": document_no,
        "version": version,
        "sections": [[title, lines] for title, lines in written_out(bulletin.text, figures)],
        "tables": [
            {"title": one.title, "heads": list(one.heads), "rows": [list(row) for row in one.rows]}
            for one in tables_of(figures, unit)
        ],
        "plots": [
            {"title": one.title, "bars": [list(bar) for bar in one.bars]} for one in plots_of(figures, unit)
        ],
        "note": NOTE,
        "office": office,
        "day": chinese_day(on),
    }


def document_of(content: dict[str, Any]) -> bytes:
    """The same to be edited on."""
    return write_report(content)
