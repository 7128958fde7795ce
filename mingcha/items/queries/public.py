"""The published list as paper, workbook and page show it: one row per item, the same in all three."""

from collections.abc import Iterable

from mingcha.items.models import ItemList, ListPaper
from mingcha.items.queries.citations import BASIS_VERSIONS, cited_versions
from mingcha.items.queries.lists import ItemRow
from mingcha.items.rules import FIELD_TITLES, exported, shown
from mingcha.ledger.queries import history

PAPER_HEADS = (
    "序号",
    "抽查事项",
    "抽查内容",
    "检查对象",
    "类别",
    "检查方式",
    "比例和频次",
    "抽查主体及层级",
    "检查依据",
    "责任股室",
)


def public_headings() -> list[str]:
    """The headings of the workbook: every field of the list, then the versions of the texts cited."""
    return [*FIELD_TITLES.values(), BASIS_VERSIONS]


def public_rows(rows: Iterable[ItemRow]) -> list[list[str]]:
    """Every field of every item as the list shows it; empty ones stay empty."""
    return [
        [
            *(exported(field, value) for field, value in row.item.facts.items()),
            "；".join(cited_versions(row.cited)),
        ]
        for row in rows
    ]


def paper_rows(rows: Iterable[ItemRow]) -> list[list[str]]:
    """The ten columns of the paper."""
    return [_paper_row(number, row) for number, row in enumerate(rows, start=1)]


def _paper_row(number: int, row: ItemRow) -> list[str]:
    item = row.item
    ratio = shown("ratio", item.ratio) if item.ratio else "按计划"
    versions = cited_versions(row.cited)
    return [
        str(number),
        f"{item.name}\n{item.code}",
        item.contents,
        shown("target_categories", item.target_categories),
        item.get_kind_display(),
        "、".join(item.methods),
        "，".join(filter(None, (ratio, item.frequency))),
        "\n".join(filter(None, (item.body, item.level))),
        item.basis + (f"\n（{'；'.join(versions)}）" if versions else ""),
        item.section_name or "—",
    ]


def paper_of(item_list: ItemList) -> ListPaper | None:
    """The printable form without its bytes, or None when it was not made."""
    return ListPaper.objects.filter(item_list=item_list).defer("content").first()


def last_remark(item_list: ItemList) -> str:
    """Why a version was last sent back, and by whom; empty when it never was."""
    returned = [event for event in history(item_list.pk) if event.act == "items.return_list"]
    return f"{returned[0].actor_name}退回：{returned[0].reason}" if returned else ""
