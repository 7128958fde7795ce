"""The workbook of a plan in the columns in which plans are exchanged; the one that a partner gets for a joint
campaign, and sends back filled in."""

import io
from collections.abc import Iterator, Mapping, Sequence

from mingcha.accounts.actors import Actor
from mingcha.common.workbooks.writer import Value, listed, write_book
from mingcha.plans.models import Participation
from mingcha.plans.queries.board import rows_of
from mingcha.plans.queries.frames import campaign_frame
from mingcha.plans.queries.plan_lines import line_values
from mingcha.plans.queries.plans import latest_version
from mingcha.plans.rules.plan_words import BESIDE, EXCHANGED, LINE_TITLES
from mingcha.plans.subjects.partner_items import COLUMNS as ITEM_COLUMNS
from mingcha.registers.subjects.inspectors.columns import TITLES as PERSON_TITLES

PLAN, DRAWING = "年度抽查计划", "抽取口径"
LINE, STRATA, PEOPLE, ITEMS = "计划行", "各层和应报内容", "参与人员", "抽查事项"
PEOPLE_COLUMNS = (
    *("name", "employer", "section", "post", "licence_name", "licence_no", "licence_until"),
    *("expertise", "can_lead", "phone", "conflicts", "training_until"),
)
STRATA_HEADINGS = ("层", "比例", "名录库数", "应抽数")


def plan_book(title: str, lines: Sequence[Mapping[str, Value]]) -> bytes:
    """A plan in exactly the exchanged columns; on a second sheet what its lines say beside them."""
    numbered = ({**line, "place": place} for place, line in enumerate(lines, 1))
    rows = ([line.get(key) for key in EXCHANGED] for line in numbered)
    beside = ([line.get(key) for key in BESIDE] for line in lines)
    pages = [
        (PLAN, listed(title, list(EXCHANGED.values()), rows)),
        (DRAWING, listed(f"{title}：抽取口径", [LINE_TITLES[key] for key in BESIDE], beside)),
    ]
    target = io.BytesIO()
    write_book(target, pages)
    return target.getvalue()


def answer_book(scope: Actor, participation: Participation) -> bytes:
    """Our line in the columns of a plan, the strata, what is asked for, and two empty sheets to fill in."""
    campaign = participation.campaign
    people = [PERSON_TITLES[key] for key in PEOPLE_COLUMNS]
    items = [column.title for column in ITEM_COLUMNS]
    pages = [
        (LINE, listed(f"{campaign}：计划行", list(LINE_TITLES.values()), [_line(scope, participation)])),
        (STRATA, listed(f"{campaign}：各层和应报内容", STRATA_HEADINGS, _strata(scope, participation))),
        (PEOPLE, listed(f"{participation.partner}：参与人员", people, [])),
        (ITEMS, listed(f"{participation.partner}：抽查事项", items, [])),
    ]
    target = io.BytesIO()
    write_book(target, pages)
    return target.getvalue()


def _line(scope: Actor, participation: Participation) -> list[Value]:
    campaign = participation.campaign
    version = latest_version(campaign.plan) if campaign.plan else None
    (row,) = rows_of(scope, [campaign])
    values = line_values(scope, row, version.document_no if version else "")
    return [values[key] for key in LINE_TITLES]


def _strata(scope: Actor, participation: Participation) -> Iterator[Sequence[Value]]:
    frame = campaign_frame(scope, participation.campaign)
    for count in frame.counts:
        yield count.layer.title, count.layer.ratio_words, count.population, count.drawn
    yield "合计", "", frame.population, frame.drawn
    for place, words in enumerate(_asked(participation), start=1):
        yield f"应报{place}", words, "", ""


def _asked(participation: Participation) -> Iterator[str]:
    campaign, partner = participation.campaign, participation.partner
    yield (
        f"“{PEOPLE}”：全部在岗执法检查人员，“工作单位”填“{partner}”。不指定谁来，每户次由抽取决定，至少1名。"
    )
    yield (
        f"“{ITEMS}”：“任务编号”填“{campaign.number}”，“检查机关”填“{partner}”。检查依据写到法律、法规或规章"
        "的条；只有规范性文件的不列入。“检查对象”填名录库的对象类别。"
    )
    yield "没有填写抽查比例的，按本任务的比例；一个对象适用几个事项的，按其中最高的比例抽取，一次检查完成。"
