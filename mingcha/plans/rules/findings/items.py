"""What is wrong with the items of a campaign: not published, not in force, without lawful basis. Pure."""

import datetime
from collections.abc import Iterable, Iterator

from mingcha.law.rules import chinese_day
from mingcha.plans.rules.findings.facts import CampaignFacts, ItemStanding
from mingcha.plans.rules.findings.finding import BASIS, ITEM, REFUSED, STOPPED, Finding

PUBLISHED_CLAUSE = "局2022年度“双随机、一公开”监管工作实施方案 二（二）"
PUBLISHED_QUOTE = "对列入随机抽查事项清单的事项开展监督检查"
LAWFUL_CLAUSE = "局2022年度“双随机、一公开”监管工作实施方案 二（一）"
LAWFUL_QUOTE = "凡是法律法规规章没有规定的，一律不得擅自开展检查"
LAWFUL_REQUIRED = "依据现行有效的法律、法规、规章"
LISTED_REQUIRED = "事项已公布并在有效期内"
MEND_LIST = "请先编制新版清单，按现行文本核对引用并公布，再改选新版中的事项。"
REGISTER_OR_MEND = (
    "所引文件确是法律、法规、规章的，请在法律文本中登记；不是的，编制新版清单，写明法律、法规或规章依据并公布，"
    "再改选新版中的事项。"
)
MEND_WHAT_IS_SETTLED = (
    "请把抽查任务退回修改，去掉该事项，或改选按现行文本公布的新版清单中的事项，再由局领导定案；"
    "任务列在已公布的计划里的，同时修订计划，重新批准、公布。"
)


def items(facts: CampaignFacts) -> Iterator[Finding]:
    # Obligations lawful-items, published-items of docs/law/obligations.yml.
    if not facts.items:
        yield _item_finding("no-items", "没有选择抽查事项", "未选择", "请从已公布的清单中选择事项。")
    for item in facts.items:
        if not item.is_published:
            yield _item_finding(
                "item-not-published",
                f"“{item.label}”不在现行清单内",
                "所属的清单版次未公布，或已被新版代替",
                "请改选现行清单中的事项，或先公布清单。",
            )
        elif not item.is_in_force:
            yield _item_finding(
                "item-not-in-force",
                f"“{item.label}”在检查开始日不在有效期内",
                "清单登记的生效或失效日期不含检查开始日",
                "请改选有效的事项，或调整检查时间。",
            )
        yield from _basis(item)


def _basis(item: ItemStanding) -> Iterator[Finding]:
    wrong = (
        ("item-basis-missing", "没有法律、法规、规章依据", item.basis_want, REGISTER_OR_MEND),
        ("item-basis-lapsed", "的检查依据在检查开始日已失效", "；".join(item.lapses), MEND_LIST),
    )
    for code, title, found, remedy in wrong:
        if found:
            yield Finding(
                code,
                REFUSED,
                f"“{item.label}”{title}",
                found,
                LAWFUL_REQUIRED,
                LAWFUL_CLAUSE,
                LAWFUL_QUOTE,
                remedy,
                "items",
                BASIS,
            )


def _item_finding(code: str, title: str, found: str, remedy: str) -> Finding:
    clause, quote = PUBLISHED_CLAUSE, PUBLISHED_QUOTE
    return Finding(code, REFUSED, title, found, LISTED_REQUIRED, clause, quote, remedy, "items", ITEM)


def drawing_findings(items: Iterable[ItemStanding], day: datetime.date) -> Iterator[Finding]:
    """Why a settled campaign is not drawn: `items` as list and law have them on that day, `is_published`
    where the list now in force still names them."""
    # Obligations lawful-items, published-items of docs/law/obligations.yml.
    on = chinese_day(day)
    for item in items:
        if not item.is_published:
            title = f"抽查事项“{item.label}”已不在现行清单内"
            yield _stopped("item-dropped", title, "清单换版以后，现行版没有这个事项")
        elif not item.is_in_force:
            title = f"抽查事项“{item.label}”在{on}不在有效期内"
            yield _stopped("item-ended", title, f"清单登记的生效或失效日期不含{on}")
        if item.basis_want:
            title = f"抽查事项“{item.label}”没有法律、法规、规章依据"
            yield _stopped("basis-lacking", title, item.basis_want)
        if item.lapses:
            title = f"抽查事项“{item.label}”的检查依据在{on}已失效"
            yield _stopped("basis-lapsed", title, "；".join(item.lapses))


def _stopped(code: str, title: str, found: str) -> Finding:
    of_list = code in {"item-dropped", "item-ended"}
    return Finding(
        code,
        STOPPED,
        title,
        found,
        LISTED_REQUIRED if of_list else LAWFUL_REQUIRED,
        PUBLISHED_CLAUSE if of_list else LAWFUL_CLAUSE,
        PUBLISHED_QUOTE if of_list else LAWFUL_QUOTE,
        MEND_WHAT_IS_SETTLED,
        "items",
        ITEM if of_list else BASIS,
    )
