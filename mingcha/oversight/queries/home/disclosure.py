"""Work on what is public: files that were made and do not lie on the other web site yet."""

import datetime
from collections.abc import Iterator

from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import LEADER
from mingcha.common import moments
from mingcha.disclosure.policies import (
    can_confirm_carried,
    can_decide_bulletin,
    can_publish_result,
    can_see_rounds,
    can_write_bulletin,
)
from mingcha.disclosure.queries.bulletins.rounds import (
    Round,
    bulletins,
    campaigns_without_bulletin,
    overtaken_bulletins,
)
from mingcha.disclosure.queries.editions import last_edition
from mingcha.disclosure.queries.publications import publications
from mingcha.disclosure.queries.result_entries import results_not_entered
from mingcha.disclosure.queries.result_lines import campaigns_with_results
from mingcha.disclosure.services.publish_records import CARRIED
from mingcha.disclosure.states import APPROVED, DRAFT, MADE, SUBMITTED
from mingcha.law.queries import holds, open_deadlines
from mingcha.law.rules import PROVINCIAL_PLATFORM
from mingcha.oversight.queries.home.platforms import SHORT
from mingcha.oversight.rules import Due
from mingcha.upkeep.policies import can_record_entry
from mingcha.upkeep.rules import PLATFORMS


def results_to_publish(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Results that are to be made public, by campaign, with the first day that ends; campaigns of which
    nothing is left."""
    mine = [one for one in campaigns_with_results(scope) if can_publish_result(scope, one)]
    for one in publications(scope, mine, today):
        url = reverse("result_list", args=[one.campaign.pk])
        if one.open:
            why = f"{one.open}户次的结果待公示；确认后20个工作日内公示，逾期{one.late}户次。"
            yield Due(f"公示检查结果：{one.campaign.title}", why, url, "去公示", one.first_due)
        elif one.may_close:
            why = "全部查完，结果已经公示或者依法不予公示，通报已经公布。"
            yield Due(f"办结任务：{one.campaign.title}", why, url, "去办结")


def results_to_enter(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Public results that lack in a platform, by campaign, as long as the office works by that duty."""
    if not can_record_entry(scope) or not holds(scope.office_id, PROVINCIAL_PLATFORM, today):
        return
    mine = [one for one in campaigns_with_results(scope) if can_publish_result(scope, one)]
    for campaign, platform, count in results_not_entered(scope, mine):
        url = reverse("result_list", args=[campaign.pk])
        why = f"{count}户次已经公示，还没有登记录入{PLATFORMS[platform]}。"
        yield Due(f"录入{SHORT[platform]}检查结果：{campaign.title}", why, url, "去登记")


def files_to_carry(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """The last making of the public files, until somebody says that it was carried."""
    edition = last_edition(scope) if can_confirm_carried(scope) else None
    if edition is not None and edition.state == MADE:
        why = f"{edition}已生成，按变动清单上传到公示网址以后登记。"
        yield Due("上传公示文件", why, reverse("disclosure_home"), "去登记")


def changes_to_carry(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """What was taken back or corrected here and may still be read as it was on the other web site, each with
    the last day the law gives."""
    if not can_confirm_carried(scope):
        return
    for change, (_, words) in CARRIED.items():
        for one in open_deadlines(scope.office_id, change).order_by("due_on", "pk"):
            what = f"{one.starts_on}{words.format(one.span)}"
            why = f"{what}。生成公示文件，按变动清单上传后登记。依据：{one.clause}"
            yield Due(one.title, why, one.url, "去办理", one.due_on, one.is_provisional)


def bulletins_to_write(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Rounds whose results are in, for the section that writes of them: nobody has begun, or somebody has."""
    if not can_see_rounds(scope):
        return
    for one in campaigns_without_bulletin(scope, today):
        if one.may_begin and can_write_bulletin(scope, one.campaign):
            url = reverse("bulletin_draft", args=[one.campaign.pk])
            why = f"{_over(one)}，一次抽查要有一份通报，正文按检查记录起草。"
            yield Due(f"起草通报：{one.campaign.title}", why, url, "去起草", one.campaign.ends_on)
    for row, changes in overtaken_bulletins(scope):
        if can_write_bulletin(scope, row.campaign):
            url = reverse("bulletin_draft", args=[row.campaign_id])
            why = f"公布以后更正过检查记录或者撤回过结果，{len(changes)}处与现在不符，起草新版代替。"
            yield Due(f"更正通报：{row.campaign.title}", why, url, "去更正")
    for row in bulletins(scope).filter(state__in=[DRAFT, APPROVED]).order_by("drafted_at"):
        if can_write_bulletin(scope, row.campaign):
            url = reverse("bulletin_detail", args=[row.pk])
            if row.state == APPROVED:
                yield Due(f"公布通报：{row.campaign.title}", "局领导已经批准。", url, "去公布")
            else:
                told = (
                    f"局领导退回：{row.decision_words}"
                    if row.decision_words
                    else "正文已经起草，核对后送审。"
                )
                yield Due(f"修改通报：{row.campaign.title}", told, url, "去修改")


def bulletins_to_decide(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """What was sent to the leader."""
    if not scope.has(LEADER):
        return
    for row in bulletins(scope).filter(state=SUBMITTED).order_by("submitted_at"):
        if can_decide_bulletin(scope, row):
            sent = row.submitted_by.name if row.submitted_by else ""
            on = f"{moments.local_day(row.submitted_at)}" if row.submitted_at else ""
            why = f"{sent}{on}送审。批准时重新核对数据，编号后由股室公布。"
            yield Due(
                f"审批通报：{row.campaign.title}", why, reverse("bulletin_decide", args=[row.pk]), "去审批"
            )


def rounds_without_bulletin(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """A round stays open on the leader's page until its bulletin is public."""
    if not scope.has(LEADER):
        return
    for one in campaigns_without_bulletin(scope, today):
        if one.latest is None or one.latest.state != SUBMITTED:
            stands = one.latest.get_state_display() if one.latest else "还没有起草"
            why = f"{_over(one)}，通报{stands}，由{one.campaign.section or '执法监察岗位'}办理。"
            url = reverse("bulletin_list")
            yield Due(f"任务没有通报：{one.campaign.title}", why, url, "去看", one.campaign.ends_on)


def _over(one: Round) -> str:
    return "对象全部退出，没有检查户次" if one.progress.is_empty else "检查已经全部办结"
