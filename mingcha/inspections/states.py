"""The lives of a campaign's approval, of a visit, of a version of its record, of what follows. Pure."""

from mingcha.common.states import Life

PROPOSED, APPROVED, RETURNED = "proposed", "approved", "returned"
APPROVAL = Life(
    noun="检查审批",
    words={
        PROPOSED: ("待批准", "is-due"),
        APPROVED: ("已批准", "is-done"),
        RETURNED: ("已退回", "is-off"),
    },
    acts={
        "propose": ("报批", frozenset({RETURNED}), PROPOSED),
        "approve": ("批准", frozenset({PROPOSED}), APPROVED),
        "return": ("退回", frozenset({PROPOSED}), RETURNED),
    },
)

WAITING, SCHEDULED, NOTICED, RECORDED = "waiting", "scheduled", "noticed", "recorded"
CALLED_OFF = "called-off"
# Nobody goes there any more.
OVER = (RECORDED, CALLED_OFF)
INSPECTION = Life(
    noun="检查户次",
    words={
        WAITING: ("待安排", "is-next"),
        SCHEDULED: ("已安排", "is-now"),
        NOTICED: ("已制通知书", "is-now"),
        RECORDED: ("已检查", "is-done"),
        CALLED_OFF: ("不再实施", "is-off"),
    },
    acts={
        "schedule": ("安排检查日期", frozenset({WAITING, SCHEDULED, NOTICED}), SCHEDULED),
        "notify": ("制作检查通知书", frozenset({SCHEDULED, NOTICED}), NOTICED),
        "record": ("办结检查", frozenset({NOTICED, RECORDED}), RECORDED),
        "call_off": ("不再实施", frozenset({WAITING, SCHEDULED, NOTICED}), CALLED_OFF),
        "resume": ("恢复实施", frozenset({CALLED_OFF}), WAITING),
    },
)

ASKED_OFF, KEPT, RESUMED = "asked", "kept", "resumed"
CALL_OFF = Life(
    noun="不再实施",
    words={
        ASKED_OFF: ("待批准", "is-due"),
        CALLED_OFF: ("已批准", "is-done"),
        KEPT: ("不予批准", "is-off"),
        RESUMED: ("已恢复实施", "is-off"),
    },
    acts={
        "approve": ("批准不再实施", frozenset({ASKED_OFF}), CALLED_OFF),
        "decline": ("不予批准", frozenset({ASKED_OFF}), KEPT),
        "resume": ("恢复实施", frozenset({CALLED_OFF}), RESUMED),
    },
)

ASKED, DRAFT, SUBMITTED, CONFIRMED = "asked", "draft", "submitted", "confirmed"
DECLINED, SUPERSEDED, GIVEN_UP = "declined", "superseded", "given_up"
# Of a visit at most one of these: somebody is at work on it.
OPEN_RECORD = (ASKED, DRAFT, SUBMITTED)
# What was handed in once and can be edited no more.
HANDED_IN = (SUBMITTED, CONFIRMED, RETURNED, SUPERSEDED)
RECORD = Life(
    noun="检查记录",
    words={
        ASKED: ("更正待批准", "is-due"),
        DRAFT: ("填写中", "is-now"),
        SUBMITTED: ("待另一人确认", "is-due"),
        CONFIRMED: ("已确认", "is-done"),
        RETURNED: ("已退回", "is-off"),
        DECLINED: ("不予更正", "is-off"),
        SUPERSEDED: ("已被新版替代", "is-off"),
        GIVEN_UP: ("已放弃", "is-off"),
    },
    acts={
        "allow": ("批准更正", frozenset({ASKED}), DRAFT),
        "decline": ("不予更正", frozenset({ASKED}), DECLINED),
        "save": ("保存", frozenset({DRAFT}), DRAFT),
        "give_up": ("放弃", frozenset({ASKED, DRAFT}), GIVEN_UP),
        "resume": ("重新填写", frozenset({GIVEN_UP}), DRAFT),
        "submit": ("提交", frozenset({DRAFT}), SUBMITTED),
        "return": ("退回", frozenset({SUBMITTED}), RETURNED),
        "confirm": ("确认", frozenset({SUBMITTED}), CONFIRMED),
        "supersede": ("以新版替代", frozenset({CONFIRMED}), SUPERSEDED),
    },
)

OPEN, DONE = "open", "done"
FOLLOW_UP = Life(
    noun="后续办理",
    words={OPEN: ("待办", "is-due"), DONE: ("已办", "is-done")},
    acts={"finish": ("办结", frozenset({OPEN}), DONE)},
)
