"""Who may do what about draws. The operator, the caller and the witness-caller are three people; the table in
README.md says the same in words."""

from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, allow_roles
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, LEGAL, READERS, WITNESS
from mingcha.common.errors import Forbidden
from mingcha.draws.models import AnnulmentProposal, Draw, ExternalDraw, Rehearsal, Sitting

CALLERS = (INSPECTOR, BUSINESS, LEGAL, WITNESS)
NAME_READERS = (ENFORCEMENT, LEADER)


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
    return allow_roles(actor, ENFORCEMENT)


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
    """Propose or confirm: people of the sitting and those in charge, never who announced it."""
    if actor.person_id is not None and actor.person_id == draw.announced_by_id:
        return Decision(False, "公告人不参与作废，由另外两人办理：一人提出，一人确认。")
    if actor.person_id is None:
        return Decision(False, "作废须由两名登录的人员办理。")
    return (
        Decision(True) if takes_part(actor, draw.sitting) else allow_roles(actor, ENFORCEMENT, LEADER, LEGAL)
    )


def can_confirm_annulment(actor: Actor, proposal: AnnulmentProposal) -> Decision:
    """Another person than who proposed it."""
    if actor.person_id == proposal.proposed_by_id:
        return Decision(False, "提出作废的人不能自己确认，请由另一人确认。")
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


def can_watch_recording(actor: Actor, sitting: Sitting, *, is_public: bool) -> Decision:
    """Who sees names: a filmed screen may show what the hall does not. Once public, who reads the record."""
    if is_public:
        return can_see_sitting(actor, sitting)
    reading = allow_roles(actor, *NAME_READERS)
    return reading if reading else Decision(False, "公开前，画面只对执法监察和局领导开放，以免泄露抽中名单。")


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


def can_see_names(actor: Actor, *, is_disclosed: bool, has_teams: bool) -> Decision:
    """Who is drawn, before disclosure: enforcement and leaders, and not before the teams are drawn, so that
    nobody can choose the inspectors with the list in view."""
    if is_disclosed:
        return Decision(True)
    if not has_teams:
        return Decision(False, "检查人员抽出前，抽中名单不对任何人显示。")
    reading = allow_roles(actor, *NAME_READERS)
    return reading if reading else Decision(False, "公开前，抽中名单只对执法监察和局领导显示，以免泄露。")


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


def can_see_external_names(actor: Actor, draw: ExternalDraw) -> Decision:
    """As with our own draws: its teams came with it."""
    return can_see_names(actor, is_disclosed=draw.disclosed_at is not None, has_teams=True)
