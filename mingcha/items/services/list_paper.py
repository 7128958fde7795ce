"""The printable form of a published version: typeset once, kept, its digest in the ledger."""

import hashlib
from typing import Any

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict
from mingcha.common.papers import typeset
from mingcha.items.models import ItemList, ListPaper
from mingcha.items.policies import can_handle_items, can_print_list
from mingcha.items.queries import find_list, item_rows
from mingcha.items.queries.public import PAPER_HEADS, paper_rows
from mingcha.items.services.start_list import lock_items
from mingcha.law.rules import chinese_day
from mingcha.ledger.services import record_act

TEMPLATE = "items/papers/item_list.typ"


def keep_list_paper(*, actor: Actor, item_list: ItemList) -> ListPaper:
    """The PDF of a published version, made when there is none yet. It is never made again: what was published
    stays as it was printed. `Conflict` for a version that was not published or has its paper already."""
    can_handle_items(actor).require()
    item_list = find_list(actor, item_list.pk)
    can_print_list(actor, item_list).require()
    content = paper_content(item_list)
    pdf = typeset(TEMPLATE, content, on=moments.local_day(item_list.published_at or moments.now()))
    with transaction.atomic():
        lock_items(actor)
        if ListPaper.objects.filter(item_list=item_list).exists():
            raise Conflict(
                "paper-known", f"{item_list}已有打印稿，不再重新生成。", title="不能生成：已有打印稿"
            )
        paper = ListPaper(
            item_list=item_list,
            content=pdf,
            sha256=hashlib.sha256(pdf).hexdigest(),
            made_at=moments.now(),
        )
        paper.save(force_insert=True)
        said = {"number": item_list.number, "sha256": paper.sha256}
        record_act("items.keep_list_paper", actor=actor, content=said, records=[paper])
    return paper


def paper_content(item_list: ItemList) -> dict[str, Any]:
    """Everything that stands on the paper of a published version, and nothing that changes later."""
    office = item_list.office.name
    day = chinese_day(moments.local_day(item_list.published_at or moments.now()))
    rows = item_rows(item_list)
    return {
        "title": f"{office}随机抽查事项清单{item_list}",
        "heading": f"{office}\n随机抽查事项清单",
        "version": f"（{item_list}）",
        "paragraphs": _paragraphs(office, item_list, len(rows)),
        "annex": f"{office}随机抽查事项清单（{item_list}）",
        "office": office,
        "published": day,
        "heads": list(PAPER_HEADS),
        "rows": paper_rows(rows),
        "note": "注：检查依据后括注的为所引用文本的版本。比例和频次没有单独规定的，按年度抽查计划执行。",
    }


def _paragraphs(office: str, item_list: ItemList, count: int) -> list[str]:
    approved = f"经{item_list.approved_by}审定，" if item_list.approved_by else ""
    return [
        "根据《国务院办公厅关于推广随机抽查规范事中事后监管的通知》（国办发〔2015〕58号）的要求，"
        f"对照本机关权力清单和责任清单，{approved}现将{office}随机抽查事项清单（{item_list}）予以公布，共{count}个事项。",
        "对列入清单的事项开展监督检查，除有初步证据或者线索证明明显涉嫌违法的以外，均通过随机方式抽取检查对象、"
        "选派执法检查人员，抽查情况和结果及时向社会公布。",
        "法律、法规、规章没有规定的，一律不得擅自开展检查。未列入清单的检查，检查对象有权拒绝。",
    ]
