"""What comes next on a visit, in words. Pure."""

from dataclasses import dataclass

from mingcha.inspections.states import ASKED, CALLED_OFF, DRAFT, NOTICED, SCHEDULED, SUBMITTED, WAITING


@dataclass(frozen=True)
class Facts:
    """How far a visit is."""

    state: str
    record: str
    is_confirmed: bool
    is_void: bool
    is_unfit: bool
    is_drawn_here: bool
    is_changing: bool
    is_lost: bool
    is_asked_off: bool
    needs_new_notice: bool
    has_come: bool
    open_follow_ups: int


@dataclass(frozen=True)
class Step:
    """A key for the button of the page, and the sentence of its state."""

    key: str
    words: str


NOTHING, SCHEDULE, NOTIFY, TYPE, CONFIRM, DECIDE, FOLLOW, REDRAW, EXCHANGE, CALL_OFF = (
    "nothing",
    "schedule",
    "notify",
    "type",
    "confirm",
    "decide",
    "follow",
    "redraw",
    "exchange",
    "call_off",
)


OF_RECORDS = {
    ASKED: Step(DECIDE, "检查组申请更正检查记录，等没有经手的人批准。"),
    DRAFT: Step(TYPE, "检查记录正在填写。"),
    SUBMITTED: Step(CONFIRM, "检查记录已提交，等检查组另一人确认。"),
}


def next_step(facts: Facts) -> Step:
    """The first thing that is not done."""
    if facts.record in OF_RECORDS:
        return OF_RECORDS[facts.record]
    if facts.is_confirmed and facts.open_follow_ups:
        return Step(FOLLOW, f"检查记录已由两人确认，还有{facts.open_follow_ups}项后续办理。")
    if facts.is_confirmed:
        return Step(NOTHING, "检查记录已由两人确认。")
    if facts.is_void:
        return Step(NOTHING, "对象都已退出，递补已用完，这一户次不再检查。")
    return _before_the_record(facts)


def _trouble(facts: Facts) -> Step | None:
    """What has to be put in order before anybody goes, if anything."""
    wanted = (
        (facts.state == CALLED_OFF, Step(NOTHING, "这一户次不再实施。")),
        (facts.is_asked_off, Step(DECIDE, "已申请不再实施，等没有经手的局领导决定。")),
        (
            facts.is_lost,
            Step(CALL_OFF, "执法人员不够法定人数，按规则没有人可以替补，可以申请不再实施。"),
        ),
        (facts.is_changing, Step(DECIDE, "已提出换人，等组外的另一人确认。")),
        (
            facts.is_unfit and facts.is_drawn_here,
            Step(REDRAW, "检查组有人不能参加，先按规则重新抽定席位。"),
        ),
        (facts.is_unfit, Step(EXCHANGE, "检查组有人不能参加，先换人，再检查。")),
    )
    return next((step for holds, step in wanted if holds), None)


def _before_the_record(facts: Facts) -> Step:
    if (trouble := _trouble(facts)) is not None:
        return trouble
    if facts.state == WAITING:
        return Step(SCHEDULE, "已批准，等组长安排日期。")
    if facts.state == SCHEDULED or facts.needs_new_notice:
        return Step(NOTIFY, "日期已定，接着制作检查通知书。")
    if facts.state == NOTICED and facts.has_come:
        return Step(TYPE, "通知书已制作，可以填写检查记录。")
    return Step(NOTHING, "通知书已制作，到检查日期填写检查记录。")
