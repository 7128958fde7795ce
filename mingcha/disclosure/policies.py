"""Who may make the public files, say that they were carried, and set where they are read; who writes,
approves and publishes a bulletin."""

from collections.abc import Collection
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, allow_roles
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, READERS
from mingcha.disclosure.models import Bulletin
from mingcha.disclosure.states import APPROVED, DRAFT, DROPPED, SUBMITTED
from mingcha.inspections.policies import can_see_noticed
from mingcha.plans.models import Campaign


def can_see_editions(actor: Actor) -> Decision:
    """Whoever reads in the office sees what was carried when."""
    return allow_roles(actor, *sorted(READERS))


def can_make_site(actor: Actor) -> Decision:
    """Enforcement leads what is made public of draws; a leader may as well. Nothing in the files is not
    public already."""
    return allow_roles(actor, ENFORCEMENT, LEADER)


def can_confirm_carried(actor: Actor) -> Decision:
    return allow_roles(actor, ENFORCEMENT, LEADER)


def can_set_address(actor: Actor) -> Decision:
    """Where the office publishes is the leader's to say."""
    return allow_roles(actor, LEADER)


def can_publish_records(actor: Actor) -> Decision:
    """Who checks publishes, and corrects (国办发〔2018〕118号 谁执法、谁录入、谁公示); a leader where nobody
    else may be the second person."""
    return allow_roles(actor, BUSINESS, ENFORCEMENT, LEADER)


def can_withdraw_records(actor: Actor) -> Decision:
    """What everybody has read is taken back by enforcement or the leader, with the reason that everybody
    reads."""
    return allow_roles(actor, ENFORCEMENT, LEADER)


def can_see_results(actor: Actor) -> Decision:
    """How far the publication of results is: whoever reads in this office; rows by campaign."""
    return allow_roles(actor, *sorted(READERS))


def can_publish_result(actor: Actor, campaign: Campaign) -> Decision:
    """Who inspected publishes: the responsible section, or enforcement (谁检查、谁录入、谁公开)."""
    if actor.has(ENFORCEMENT):
        return Decision(True)
    if actor.has(BUSINESS) and campaign.section_id is not None and campaign.section_id == actor.section_id:
        return Decision(True)
    return Decision(False, "检查结果由负责检查的股室或者执法监察公示。")


def can_decide_withholding(actor: Actor, asked_by: UUID) -> Decision:
    """A leader, never who asked for it or for its end."""
    if actor.person_id is None:
        return Decision(False, "不予公示须由局领导登录决定。")
    if actor.person_id == asked_by:
        return Decision(False, "提出的人不能自己批准，请由另一位局领导决定。")
    return allow_roles(actor, LEADER)


def can_see_penalties(actor: Actor) -> Decision:
    """How far the publication of penalty decisions is: whoever reads in this office; rows by section."""
    return allow_roles(actor, *sorted(READERS))


def can_enter_penalty(actor: Actor, section_id: UUID | None) -> Decision:
    """Who inspected enters, or enforcement, which decides (谁检查、谁录入、谁公开)."""
    if actor.person_id is None:
        return Decision(False, "处罚决定须由登录的人员录入。")
    if actor.has(ENFORCEMENT):
        return Decision(True)
    if actor.has(BUSINESS) and section_id is not None and section_id == actor.section_id:
        return Decision(True)
    return Decision(False, "处罚决定由负责检查的股室或者执法监察录入。")


def can_check_penalty(actor: Actor, section_id: UUID | None, hands: Collection[str]) -> Decision:
    """A second person of those who may enter, or a leader; nobody who wrote in it."""
    if actor.person_id is None:
        return Decision(False, "处罚决定须由登录的人员核对。")
    if str(actor.person_id) in hands:
        return Decision(False, "录入的人不能自己核对，请由股室的另一人、执法监察或者局领导核对。")
    return Decision(True) if actor.has(LEADER) else can_enter_penalty(actor, section_id)


def can_see_rounds(actor: Actor) -> Decision:
    """Which rounds have a bulletin, in numbers: whoever reads in the office."""
    return allow_roles(actor, *sorted(READERS))


def can_read_bulletin(actor: Actor, bulletin: Bulletin) -> Decision:
    """Once approved every reader; before, its text is for those who may see the visits."""
    if bulletin.state in (DRAFT, SUBMITTED, APPROVED, DROPPED):
        seen = can_see_noticed(actor, bulletin.campaign)
        if not seen:
            return Decision(False, "通报由别的股室负责，公布以前只对负责股室、执法监察和局领导开放。")
    return can_see_rounds(actor)


def can_write_bulletin(actor: Actor, campaign: Campaign) -> Decision:
    """The responsible section, or enforcement, drafts, sends for approval, publishes."""
    if actor.person_id is None:
        return Decision(False, "通报须由登录的人员办理。")
    if actor.has(ENFORCEMENT):
        return Decision(True)
    if actor.has(BUSINESS) and campaign.section_id is not None and campaign.section_id == actor.section_id:
        return Decision(True)
    return Decision(False, "通报由负责的业务股室或者执法监察起草、公布。")


def can_decide_bulletin(actor: Actor, bulletin: Bulletin) -> Decision:
    """A leader who wrote nothing in it."""
    if actor.person_id is None:
        return Decision(False, "通报须由局领导登录审批。")
    if str(actor.person_id) in bulletin.hands:
        return Decision(False, "起草、修改、送审的人不能自己批准，请由另一位局领导批准。")
    return allow_roles(actor, LEADER)


def can_return_bulletin(actor: Actor, bulletin: Bulletin) -> Decision:
    """The leader who decides; once approved also who would publish it."""
    if bulletin.state == APPROVED and can_write_bulletin(actor, bulletin.campaign):
        return Decision(True)
    return can_decide_bulletin(actor, bulletin)


WENT = "参加这次检查的人员不能办理对自己检查结果的异议"
INSTEAD = "请由负责股室没有参加检查的人员、执法监察或者局领导办理；没有这样的人员，请安全管理员授予岗位。"


def can_see_objections(actor: Actor) -> Decision:
    """Which results are objected to and how far each is, without a word of it: whoever reads in the office,
    rows by campaign."""
    return allow_roles(actor, *sorted(READERS))


def can_read_objection(actor: Actor, campaign: Campaign, *, went: bool) -> Decision:
    """Who objects and what they say: those who may see the visit, never who made it, so that nobody who was
    inspected need fear the officers for having objected."""
    if went:
        return Decision(False, f"{WENT}，也不能看是谁提出、说了什么。{INSTEAD}")
    return can_see_noticed(actor, campaign)


def can_answer_objection(actor: Actor, campaign: Campaign, *, went: bool) -> Decision:
    """The responsible section or enforcement, in person, by somebody who was not on the visit."""
    if actor.person_id is None:
        return Decision(False, "异议须由登录的人员办理。")
    if went:
        return Decision(False, f"{WENT}。{INSTEAD}")
    if can_publish_result(actor, campaign):
        return Decision(True)
    return Decision(False, "异议由负责检查的股室或者执法监察核查、答复。")


def can_decide_objection(actor: Actor, answered_by: UUID | None, *, went: bool) -> Decision:
    """A leader who neither wrote the answer nor was on the visit."""
    if actor.person_id is None:
        return Decision(False, "答复须由局领导登录批准。")
    if actor.person_id == answered_by:
        return Decision(False, "提出答复的人不能自己批准，请由另一位局领导批准。")
    if went:
        return Decision(False, f"{WENT}，请由另一位局领导批准。")
    return allow_roles(actor, LEADER)
