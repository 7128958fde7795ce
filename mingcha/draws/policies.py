"""Who may do what about draws. The operator, the caller and the witness-caller are three people; the table in
README.md says the same in words."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, allow_roles
from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, LEGAL, READERS, WITNESS
from mingcha.common.errors import ActNeeded, Forbidden
from mingcha.draws.models import (
    AnnulmentProposal,
    Draw,
    EventCorrection,
    ExternalDraw,
    Rehearsal,
    Sitting,
    UnitWithdrawal,
    VacancyProposal,
)
from mingcha.draws.rules.changes import ALL, LOOK_MINUTES, OWN, SEATS
from mingcha.draws.states import RETURNED, WITHDRAWN

CALLERS = (INSPECTOR, BUSINESS, LEGAL, WITNESS)
NAME_READERS = (ENFORCEMENT, LEADER)
LOOK_BUTTON = "查看名单，记入日志"


@dataclass(frozen=True)
class NamesDecision(Decision):
    """Whether names may be shown now. `to_look` is the campaign and the scope of the look that opens them;
    None where no look would."""

    to_look: tuple[UUID, str] | None = None

    def require(self) -> None:
        """Raise `Forbidden`, or where a look is all that is missing, the refusal with its button."""
        if not self.allowed and self.to_look is not None:
            campaign, scope = self.to_look
            raise ActNeeded(
                "look-first",
                self.reason,
                title="查看名单须先登记",
                address=reverse("names_look", args=[campaign]),
                button=LOOK_BUTTON,
                fields=[("scope", scope)],
                clause="公开前的名单只给需要的人看，每次查看都留痕",
            )
        super().require()


def look_key(campaign: UUID, scope: str) -> str:
    """What a look of this scope opens, as `Actor.opened` holds it."""
    return f"{scope}:{campaign}"


def person_of(actor: Actor) -> UUID:
    """The acting person, where a policy has made sure that there is one; else `Forbidden`."""
    if actor.person_id is None:
        raise Forbidden("person-needed", "须由登录的人员办理。", title="没有权限")
    return actor.person_id


def can_open_sitting(actor: Actor) -> Decision:
    """A sitting is opened and operated by a person of enforcement."""
    if actor.person_id is None:
        return Decision(False, "抽取须由登录的人员当面主持，命令行不能主持。")
    return allow_roles(actor, ENFORCEMENT)


def can_see_draws(actor: Actor) -> Decision:
    """The list and the record: whoever reads in this office; names are another matter."""
    return allow_roles(actor, *sorted(READERS), WITNESS)


def can_see_sitting(actor: Actor, sitting: Sitting) -> Decision:
    """The hall page: readers of the office and the people of the sitting."""
    return Decision(True) if takes_part(actor, sitting) else can_see_draws(actor)


def takes_part(actor: Actor, sitting: Sitting) -> bool:
    """One of the three people, as long as the office has given that person any role."""
    people = {sitting.operator_id, sitting.caller_id, sitting.witness_id}
    return bool(actor.roles) and actor.person_id is not None and actor.person_id in people


def can_operate(actor: Actor, sitting: Sitting) -> Decision:
    """Freeze, announce and draw: the sitting's operator alone."""
    if actor.person_id is None or actor.person_id != sitting.operator_id:
        return Decision(False, f"本次会由{sitting.operator.name}主持，只有主持人可以办理。")
    if sitting.closed_at is not None:
        return Decision(False, "本次会没有抽成，已经结束；要抽取的，请另开一次抽取会。")
    return allow_roles(actor, ENFORCEMENT)


def can_close_sitting(actor: Actor, sitting: Sitting) -> Decision:
    """Its operator, or anybody of enforcement where the operator has left."""
    if actor.person_id is not None and actor.person_id == sitting.operator_id:
        return Decision(True)
    return can_open_sitting(actor)


def can_thaw(actor: Actor) -> Decision:
    """Any person of enforcement: a freeze whose operator has left must not close the campaign for ever."""
    return can_open_sitting(actor)


def can_compute(actor: Actor, draw: Draw) -> Decision:
    """An annulled attempt is computed by anyone in charge, so that its announcer cannot hold it back."""
    return (
        allow_roles(actor, ENFORCEMENT, LEADER, LEGAL)
        if draw.is_annulled
        else can_operate(actor, draw.sitting)
    )


def can_enter_throws(actor: Actor, sitting: Sitting) -> Decision:
    """The two callers of this sitting, as long as they hold a caller's role."""
    if actor.person_id is None or actor.person_id not in (sitting.caller_id, sitting.witness_id):
        return Decision(False, f"公开事件只由录入人{sitting.caller.name}和见证人{sitting.witness.name}录入。")
    return allow_roles(actor, *CALLERS)


def can_see_rehearsal(actor: Actor, rehearsal: Rehearsal) -> Decision:
    """Readers of the office and its three people: it shows counts and numbers, nobody's name."""
    people = {rehearsal.operator_id, *(person.pk for person in rehearsal.callers)}
    return Decision(True) if actor.roles and actor.person_id in people else can_see_draws(actor)


def can_operate_rehearsal(actor: Actor, rehearsal: Rehearsal) -> Decision:
    """Its operator, as in a sitting."""
    if actor.person_id is None or actor.person_id != rehearsal.operator_id:
        return Decision(False, f"本次演练由{rehearsal.operator.name}主持，只有主持人可以往下。")
    return allow_roles(actor, ENFORCEMENT)


def can_end_rehearsal(actor: Actor, rehearsal: Rehearsal) -> Decision:
    """Its operator or anybody of enforcement, so that none is left behind."""
    return can_open_sitting(actor)


def can_enter_rehearsed_throws(actor: Actor, rehearsal: Rehearsal) -> Decision:
    """Its two callers, in a caller's role."""
    if actor.person_id is None or actor.person_id not in (rehearsal.caller_id, rehearsal.witness_id):
        names = f"{rehearsal.caller.name}和{rehearsal.witness.name}"
        return Decision(False, f"本次演练由{names}录入。")
    return allow_roles(actor, *CALLERS)


def can_state_as_witness(actor: Actor, sitting: Sitting) -> Decision:
    """Confirm what was seen, or object: the sitting's witness, in person and still in that role."""
    if actor.person_id is None or actor.person_id != sitting.witness_id:
        return Decision(False, f"见证意见只由本次会的见证人{sitting.witness.name}本人表示。")
    return allow_roles(actor, WITNESS)


def can_annul(actor: Actor, draw: Draw) -> Decision:
    """Propose or confirm, also what is put right of its lotteries after: people of the sitting and those in
    charge, never who announced it."""
    if actor.person_id is not None and actor.person_id == draw.announced_by_id:
        return Decision(False, "公告人不参与作废和更正，由另外两人办理：一人提出，一人确认。")
    if actor.person_id is None:
        return Decision(False, "作废和更正须由两名登录的人员办理。")
    return (
        Decision(True) if takes_part(actor, draw.sitting) else allow_roles(actor, ENFORCEMENT, LEADER, LEGAL)
    )


def can_confirm_annulment(actor: Actor, proposal: AnnulmentProposal | EventCorrection) -> Decision:
    """Another person than who proposed it."""
    if actor.person_id == proposal.proposed_by_id:
        return Decision(False, "提出的人不能自己确认，请由另一人确认。")
    return can_annul(actor, proposal.draw)


def can_record(actor: Actor, sitting: Sitting) -> Decision:
    """Film it in the browser: the three people who are there."""
    if takes_part(actor, sitting):
        return Decision(True)
    names = f"{sitting.operator.name}、{sitting.caller.name}、{sitting.witness.name}"
    return Decision(False, f"只有本次会的{names}可以录制。")


def can_attach_recording(actor: Actor, sitting: Sitting) -> Decision:
    """A second person: whoever took part, or enforcement, but never who operated the draw."""
    if actor.person_id is None:
        return Decision(False, "录音录像须由登录的人员附上。")
    if actor.person_id == sitting.operator_id:
        names = f"{sitting.caller.name}、{sitting.witness.name}"
        return Decision(False, f"主持人不能自己附录音录像，请{names}或者另一名执法监察人员附上。")
    if takes_part(actor, sitting):
        return Decision(True)
    return allow_roles(actor, ENFORCEMENT)


def can_explain_recording(actor: Actor) -> Decision:
    """Say why there is none, or why it comes late: a leader, in person."""
    if actor.person_id is None:
        return Decision(False, "录音录像情况须由局领导登录说明。")
    return allow_roles(actor, LEADER)


def can_watch_recording(actor: Actor, sitting: Sitting, *, is_public: bool, has_teams: bool) -> Decision:
    """Who sees names, after a look once there are any: a filmed screen may show what the hall does not. Once
    public, who reads the record."""
    if is_public:
        return can_see_sitting(actor, sitting)
    if not actor.has(*NAME_READERS):
        return Decision(False, "公开前，画面只对执法监察和局领导开放，以免泄露抽中名单。")
    return _opened(actor, sitting.campaign_id, ALL) if has_teams else Decision(True)


def can_issue_papers(actor: Actor) -> Decision:
    """Make the papers of a sitting and attach what was sealed: who is in charge of the draw, in person."""
    if actor.person_id is None:
        return Decision(False, "文书须由登录的人员制作。")
    return allow_roles(actor, ENFORCEMENT)


def can_disclose(actor: Actor) -> Decision:
    """A leader, in person: the secret opens with it."""
    if actor.person_id is None:
        return Decision(False, "公开须由局领导登录办理。")
    return allow_roles(actor, LEADER)


def can_see_names(actor: Actor, campaign: UUID, *, is_disclosed: bool, has_teams: bool) -> NamesDecision:
    """Who is drawn, before disclosure: enforcement and leaders after a look, and nobody before the teams are
    drawn, so that nobody can choose the inspectors with the list in view."""
    if is_disclosed:
        return NamesDecision(True)
    if not has_teams:
        return NamesDecision(False, "检查人员抽出前，抽中名单不对任何人显示。")
    if not actor.has(*NAME_READERS):
        return NamesDecision(False, "公开前，抽中名单只对执法监察和局领导显示，以免泄露。")
    return _opened(actor, campaign, ALL)


def can_see_seats(actor: Actor, campaign: UUID, *, is_disclosed: bool, has_teams: bool) -> NamesDecision:
    """Who sits where, without whom they visit: also the legal section, which enters who cannot go."""
    if is_disclosed or not has_teams or not actor.has(LEGAL) or actor.has(*NAME_READERS):
        return can_see_names(actor, campaign, is_disclosed=is_disclosed, has_teams=has_teams)
    return _opened(actor, campaign, SEATS)


def can_see_own_visits(actor: Actor, campaign: UUID, *, is_disclosed: bool) -> NamesDecision:
    """The visits of one's own, while one has a role in the office; that they are one's own is asked of the
    draw."""
    if not actor.roles:
        return NamesDecision(False, "这个账号没有岗位。")
    if is_disclosed:
        return NamesDecision(True)
    return _opened(actor, campaign, OWN)


def _opened(actor: Actor, campaign: UUID, scope: str) -> NamesDecision:
    if look_key(campaign, scope) in actor.opened:
        return NamesDecision(True)
    words = (
        f"公开前查看名单要登记：谁、何时看了哪次抽取，记入留痕日志。查看后{LOOK_MINUTES}分钟内本次登录有效。"
    )
    return NamesDecision(False, words, (campaign, scope))


def can_look(actor: Actor, scope: str) -> Decision:
    """Open names of this scope by a look. Own visits: any person of the office; whose they are the draw
    says."""
    if actor.person_id is None:
        return Decision(False, "查看名单须由登录的人员办理。")
    if scope == OWN:
        return Decision(bool(actor.roles), "这个账号没有岗位。")
    return allow_roles(actor, *NAME_READERS) if scope == ALL else allow_roles(actor, *NAME_READERS, LEGAL)


def can_list_looks(actor: Actor, sitting: Sitting) -> Decision:
    """Who looked at names before disclosure: those in charge, and the auditor."""
    return allow_roles(actor, ENFORCEMENT, LEADER, LEGAL, AUDITOR)


def can_enter_vacancy(actor: Actor) -> Decision:
    """Say with proof that another cannot go: the legal section, which keeps the register of inspectors, and
    those who see the names."""
    if actor.person_id is None:
        return Decision(False, "席位变动须由登录的人员登记。")
    return allow_roles(actor, ENFORCEMENT, LEADER, LEGAL)


def can_decide_vacancy(actor: Actor, proposal: VacancyProposal) -> Decision:
    """Another person than who proposed it, of those who may propose."""
    if actor.person_id is not None and actor.person_id == proposal.proposed_by_id:
        return Decision(False, "提出的人不能自己确认，请由执法监察、政策法规或局领导的另一人确认。")
    return can_enter_vacancy(actor)


def can_see_changes(actor: Actor) -> Decision:
    """How many seats and units changed, and what waits: those in charge, business and the auditor."""
    return allow_roles(actor, ENFORCEMENT, LEADER, LEGAL, BUSINESS, AUDITOR)


def can_propose_unit_withdrawal(actor: Actor) -> Decision:
    """Of any unit of the frame: enforcement. A team member does it on the page of an own visit."""
    if actor.person_id is None:
        return Decision(False, "对象退出须由登录的人员提出。")
    return allow_roles(actor, ENFORCEMENT)


def can_decide_unit_withdrawal_at_all(actor: Actor) -> Decision:
    """Those of whom one confirms, and who may read the proof."""
    return allow_roles(actor, *NAME_READERS)


def can_decide_unit_withdrawal(actor: Actor, withdrawal: UnitWithdrawal) -> Decision:
    """Another person than who proposed it, of those who may see the names."""
    if actor.person_id is None:
        return Decision(False, "对象退出须由登录的人员确认。")
    if actor.person_id == withdrawal.proposed_by_id:
        return Decision(False, "提出的人不能自己确认，请由另一名执法监察人员或局领导确认。")
    return allow_roles(actor, *NAME_READERS)


def can_simulate_loads(actor: Actor) -> Decision:
    """Whoever plans or decides may look how the work would fall."""
    return allow_roles(actor, BUSINESS, ENFORCEMENT, LEGAL, LEADER)


def can_take_in_external(actor: Actor) -> Decision:
    """Bring in what a platform drew: a person of enforcement, who would have operated the sitting."""
    if actor.person_id is None:
        return Decision(False, "平台抽取结果须由登录的人员导入，命令行不能导入。")
    return allow_roles(actor, ENFORCEMENT)


def can_explain_external(actor: Actor, draw: ExternalDraw) -> Decision:
    """Say why its lists differ: whoever may bring it in."""
    return can_take_in_external(actor)


def can_confirm_external(actor: Actor, draw: ExternalDraw) -> Decision:
    """Another person who may see the names: nobody brings in a result alone."""
    if actor.person_id is None:
        return Decision(False, "确认须由登录的人员办理。")
    if actor.person_id == draw.taken_in_by_id:
        return Decision(False, "导入的人不能自己确认，请由另一名执法监察人员或局领导对照截图确认。")
    return allow_roles(actor, *NAME_READERS)


def can_return_external(actor: Actor, draw: ExternalDraw) -> Decision:
    """Who may confirm, and who brought it in and finds it wrong."""
    if actor.person_id is not None and actor.person_id == draw.taken_in_by_id:
        return allow_roles(actor, ENFORCEMENT)
    return can_confirm_external(actor, draw)


def can_withdraw_external(actor: Actor) -> Decision:
    """Propose or confirm a withdrawal: those in charge, as with an annulment."""
    if actor.person_id is None:
        return Decision(False, "撤回须由两名登录的人员办理。")
    return allow_roles(actor, ENFORCEMENT, LEADER, LEGAL)


def can_confirm_withdrawal(actor: Actor, draw: ExternalDraw) -> Decision:
    """Another person than who proposed it."""
    if draw.withdrawal_proposed_by_id is None:
        return Decision(False, "还没有人提出撤回。")
    if actor.person_id == draw.withdrawal_proposed_by_id:
        return Decision(False, "提出撤回的人不能自己确认，请由另一人确认。")
    return can_withdraw_external(actor)


def can_see_external_names(actor: Actor, draw: ExternalDraw) -> NamesDecision:
    """As with our own draws: its teams came with it."""
    return can_see_names(actor, draw.campaign_id, is_disclosed=is_external_public(draw), has_teams=True)


def is_external_public(draw: ExternalDraw) -> bool:
    """Disclosed, or put aside in a campaign that is: then there is nothing left to keep back."""
    if draw.disclosed_at is not None or draw.state not in (RETURNED, WITHDRAWN):
        return draw.disclosed_at is not None
    campaign = draw.campaign
    return any(
        kind.filter(disclosed_at__isnull=False).exists() for kind in (campaign.draws, campaign.external_draws)
    )
