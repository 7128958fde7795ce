"""Every change of a campaign's draws happens under one lock and on rows read under it."""

import datetime
from uuid import UUID

from drawproof.errors import DrawproofError
from drawproof.words_zh import sentence
from mingcha.accounts.actors import Actor
from mingcha.accounts.models import OpenWork, Person
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.common.sealing import WrongKey
from mingcha.draws.models import Draw, Rehearsal, Sitting
from mingcha.draws.queries.attempts import find_draw, find_sitting
from mingcha.draws.states import DRAW
from mingcha.plans.models import Campaign
from mingcha.plans.queries.standings import drawing_findings_of
from mingcha.plans.rules.findings import BASIS
from mingcha.plans.services.planning import lock_plans

PROTOCOL = "drawproof/1"
THROWS_WORK, RECORDING_WORK, WITNESS_WORK = "draws.throws", "draws.recording", "draws.witness"
REHEARSAL_WORK = "draws.rehearsal"
# Beside `THROWS_WORK`, which ends with whatever else the sitting draws.
OWED_WORK = "draws.owed"


def lock_campaign(campaign_id: UUID) -> None:
    lock(f"draws.campaign.{campaign_id}")


def locked_draw(actor: Actor, draw: Draw) -> Draw:
    """The attempt as it stands now, with its campaign locked until the transaction ends."""
    lock_campaign(draw.campaign_id)
    return find_draw(actor, draw.pk)


def lock_what_changes(actor: Actor) -> None:
    """What a change after a draw and its disclosure write besides the draw: plans, then registers, before the
    first act, as the verbs of those apps lock them before the ledger. Another order waits for ever."""
    lock_plans(actor)
    lock(f"register/{actor.office_id}")


def locked_sitting(actor: Actor, sitting: Sitting) -> Sitting:
    """The sitting as it stands now, with its campaign locked until the transaction ends."""
    lock_campaign(sitting.campaign_id)
    return find_sitting(actor, sitting.pk)


def require_drawn_here(campaign: Campaign, title: str) -> None:
    """A campaign that a platform draws has no draw of ours."""
    if campaign.drawing_platform:
        raise Conflict(
            "drawn-elsewhere",
            f"抽查任务“{campaign.title}”由{campaign.drawing_platform}抽取，不在本系统抽取。",
            title=f"{title}：由上级平台抽取",
            remedy="请在平台抽取后导入结果；改由本系统抽取的，请退回任务，去掉抽取平台，由局领导重新定案。",
        )


def require_lawful(actor: Actor, campaign: Campaign, on: datetime.date, title: str) -> None:
    """What was lawful when the campaign was settled need not be so when it is drawn."""
    # Obligation lawful-items of docs/law/obligations.yml.
    if wrong := drawing_findings_of(actor, campaign, on):
        first = wrong[0]
        raise Conflict(
            first.code,
            f"{'；'.join(f'{one.title}：{one.found}' for one in wrong)}。",
            title=f"{title}：抽查事项失去依据" if first.rule == BASIS else f"{title}：抽查事项不在清单内",
            clause=f"{first.clause}：“{first.quote}”",
            remedy=first.remedy,
        )


def open_secret(draw: Draw, title: str) -> str:
    """The 64 hex digits; a `Refusal` with the way out where the key that sealed them is gone."""
    try:
        return draw.secret.open()
    except WrongKey as error:
        lost = "；找不回来的，由两人作废，原因选“秘密数无法读出”，再办下一次"
        raise Refusal(
            "secret-lost",
            f"{draw}的秘密数不能读出：数据密钥不对，或者不是当时的那一把。",
            title=f"{title}：秘密数无法读出",
            clause="抽取规则drawproof/1第4节",
            remedy=f"请系统管理员先用备份的密钥文件恢复密钥{lost if DRAW.may('annul', draw.state) else ''}。",
        ) from error


def protocol_refusal(error: DrawproofError, title: str) -> Refusal:
    """A rule of the protocol that is broken, as a refusal for the screen."""
    words = sentence(error.code, error.params, file=error.file, line=error.line)
    return Refusal(error.code, words, title=title, clause=f"抽取规则{PROTOCOL}")


def give_throws_work(sitting: Sitting, url: str) -> None:
    """The two callers see the sitting on their home page."""
    for person in sitting.callers:
        _give(person, THROWS_WORK, sitting, f"抽取录入：{sitting.campaign.title}", url, "去录入")


def give_owed_work(draw: Draw, url: str) -> None:
    """The two callers of an annulled attempt have its numbers to enter, whatever was drawn since."""
    for person in draw.sitting.callers:
        _give(person, OWED_WORK, draw, f"补录开奖号码：{draw.campaign.title}", url, "去补录")


def give_recording_work(sitting: Sitting, url: str) -> None:
    """A second person still has to attach the recording; the operator may not."""
    for person in sitting.callers:
        _give(person, RECORDING_WORK, sitting, f"附录音录像：{sitting.campaign.title}", url, "去附上")


def give_witness_work(sitting: Sitting, url: str) -> None:
    """The witness still has to say whether the result is what was seen."""
    _give(sitting.witness, WITNESS_WORK, sitting, f"见证确认：{sitting.campaign.title}", url, "去确认")


def give_rehearsal_work(rehearsal: Rehearsal, url: str) -> None:
    """The two callers find the rehearsal on their home page."""
    for person in rehearsal.callers:
        _give(person, REHEARSAL_WORK, rehearsal, f"演练录入：{rehearsal.campaign.title}", url, "去演练")


def finish_work(subject: Sitting | Draw, kind: str) -> None:
    OpenWork.objects.filter(kind=kind, subject=subject.pk).delete()


def finish_campaign_work(campaign_id: UUID, *kinds: str) -> None:
    """Nothing of these kinds is left to do in any sitting of the campaign."""
    sittings = Sitting.objects.filter(campaign_id=campaign_id).values("pk")
    OpenWork.objects.filter(kind__in=kinds, subject__in=sittings).delete()


def _give(
    person: Person, kind: str, subject: Sitting | Rehearsal | Draw, title: str, url: str, button: str
) -> None:
    facts = {"title": title[:120], "url": url, "button": button, "due_on": moments.today()}
    OpenWork.objects.get_or_create(person=person, kind=kind, subject=subject.pk, defaults=facts)
