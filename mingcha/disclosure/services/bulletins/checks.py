"""What every act on a bulletin asks: the row under its lock, an open round, words that are allowed, figures
that still hold."""

from collections.abc import Mapping, Sequence

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.disclosure.models import Bulletin
from mingcha.disclosure.queries.bulletins.contents import figures_kept
from mingcha.disclosure.queries.bulletins.figures import figures_of
from mingcha.disclosure.queries.bulletins.naming import names_of
from mingcha.disclosure.queries.bulletins.rounds import find_bulletin, open_visits
from mingcha.disclosure.rules.bulletins import SECTIONS, Figures, differences, names_in, wrong_tokens
from mingcha.draws.queries.changes import without_visits
from mingcha.inspections.models import Inspection
from mingcha.intake.private import require_no_numbers
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign

CLAUSE = "一抽查一通报：每次抽查后通报（局实施方案 二（五））"
PRIVACY = "国办发〔2018〕118号：商业秘密、个人信息不公开"
SHOWN = 10


def lock_round(campaign: Campaign) -> None:
    lock(f"disclosure.bulletin.{campaign.pk}")


def locked_bulletin(actor: Actor, bulletin: Bulletin) -> Bulletin:
    """The row as it stands now, nobody else at work on it."""
    lock_round(bulletin.campaign)
    return find_bulletin(actor, bulletin.pk)


def require_over(campaign: Campaign, title: str) -> None:
    """`Refusal` naming the visits that are open; there are none where nobody was left to visit."""
    if without_visits([campaign.pk]):
        return
    if not Inspection.objects.filter(campaign=campaign).exists():
        raise Refusal(
            "no-visits",
            "检查还没有经局领导批准，没有检查户次。",
            title=f"{title}：还没有检查",
            clause=CLAUSE,
            remedy="请先报批检查。",
        )
    waiting = open_visits(campaign)
    if waiting:
        told = "、".join(f"第{number}户次" for number in waiting[:SHOWN])
        more = f"等{len(waiting)}户次" if len(waiting) > SHOWN else ""
        raise Refusal(
            "visits-open",
            f"还有{len(waiting)}户次没有办结：{told}{more}。",
            title=f"{title}：检查还没有结束",
            clause=CLAUSE,
            remedy="检查记录全部由两人确认，对象已经退出，或者经局领导批准不再实施以后，再起草通报。",
        )


def require_words(text: Mapping[str, str], figures: Figures, title: str) -> None:
    """`Refusal` for a section that is not known, and for placeholders that stand for nothing."""
    unknown = sorted(set(text) - set(SECTIONS))
    if unknown:
        raise Refusal("unknown-section", f"没有“{unknown[0]}”这一部分。", title=f"{title}：没有这一部分")
    wrong = wrong_tokens(text, figures)
    if wrong:
        raise Refusal(
            "wrong-placeholder",
            f"没有这样的数据：{'、'.join(wrong)}。",
            title=f"{title}：占位符不对",
            remedy="请按“数据”一栏里的写法填写，例如{抽中}；花括号不作别用。",
        )


def require_nobody(campaign: Campaign, text: Mapping[str, str], title: str) -> None:
    """`Refusal` where the text names a party, an officer or anybody whom a record names, or tells somebody's
    number."""
    found = names_in(text, names_of(campaign).every)
    if found:
        raise Refusal(
            "names-in-bulletin",
            f"正文里有名称或姓名：{'、'.join(found[:SHOWN])}。",
            title=f"{title}：写了企业或个人",
            clause=PRIVACY,
            remedy="通报不点名。请改成“某企业”“某人”。",
        )
    require_no_numbers([(SECTIONS[key], words) for key, words in text.items()], title=title)


def require_figures(bulletin: Bulletin, title: str, remedy: str) -> Figures:
    """The kept figures; `Conflict` showing both where the data are other than when they were taken."""
    kept, now = figures_kept(bulletin), figures_of(bulletin.campaign)
    changed = differences(kept, now)
    if changed:
        raise Conflict(
            "figures-changed",
            f"起草以后数据有{len(changed)}处变化。",
            title=f"{title}：数字与数据不符",
            found=[(name, f"通报写{before}，现在是{after}") for name, before, after in changed],
            remedy=remedy,
        )
    return kept


def note(act: str, actor: Actor, bulletin: Bulletin, others: Sequence[Record] = (), reason: str = "") -> None:
    content = {"campaign": bulletin.campaign.number, "number": bulletin.number}
    record_act(act, actor=actor, reason=reason.strip(), content=content, records=[bulletin, *others])
