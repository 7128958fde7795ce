"""The life of one attempt of a draw (drawproof/1 section 4). Pure.

An annulled attempt whose event took place is still observed, computed and disclosed, and stays annulled."""

from mingcha.common.states import Life

FROZEN, ANNOUNCED, OBSERVED, DRAWN = "frozen", "announced", "observed", "drawn"
DISCLOSED, ANNULLED, THAWED = "disclosed", "annulled", "thawed"

OPEN = (FROZEN, ANNOUNCED, OBSERVED)
FINAL = (DRAWN, DISCLOSED)

DRAW = Life(
    noun="本次抽取",
    words={
        FROZEN: ("已封存", "is-next"),
        ANNOUNCED: ("已公告", "is-now"),
        OBSERVED: ("已摇号", "is-now"),
        DRAWN: ("已抽取", "is-done"),
        DISCLOSED: ("已公开", "is-done"),
        ANNULLED: ("已作废", "is-off"),
        THAWED: ("已退回", "is-off"),
    },
    acts={
        "thaw": ("退回重新封存", frozenset({FROZEN}), THAWED),
        "announce": ("公告", frozenset({FROZEN}), ANNOUNCED),
        "enter": ("录入", frozenset({ANNOUNCED}), ANNOUNCED),
        "enter_annulled": ("补录", frozenset({ANNULLED}), ANNULLED),
        "observe": ("记录公开事件", frozenset({ANNOUNCED}), OBSERVED),
        "observe_annulled": ("记录公开事件", frozenset({ANNULLED}), ANNULLED),
        "conduct": ("抽取", frozenset({OBSERVED}), DRAWN),
        "conduct_annulled": ("推算", frozenset({ANNULLED}), ANNULLED),
        "annul": ("作废", frozenset({ANNOUNCED, OBSERVED}), ANNULLED),
        "correct_event": ("更正开奖情况", frozenset({ANNULLED}), ANNULLED),
        "disclose": ("公开", frozenset({DRAWN}), DISCLOSED),
        "disclose_annulled": ("公开", frozenset({ANNULLED}), ANNULLED),
    },
)


def act_for(act: str, state: str) -> str:
    """The act as it is called for an annulled attempt, where the state does not move."""
    return f"{act}_annulled" if state == ANNULLED else act


WAITING, TAKEN_IN, RETURNED, WITHDRAWN = "waiting", "taken_in", "returned", "withdrawn"
# A campaign has at most one of these, and while it has one nothing else is drawn for it.
EXTERNAL_STANDING = (WAITING, TAKEN_IN, DISCLOSED)
# What counts as drawn, and what the public sees.
EXTERNAL_FINAL = (TAKEN_IN, DISCLOSED)
EXTERNAL_PUBLIC = (TAKEN_IN, DISCLOSED, WITHDRAWN)

EXTERNAL = Life(
    noun="外部抽取",
    words={
        WAITING: ("待确认", "is-due"),
        TAKEN_IN: ("已接收", "is-done"),
        DISCLOSED: ("已公开", "is-done"),
        RETURNED: ("已退回", "is-off"),
        WITHDRAWN: ("已撤回", "is-off"),
    },
    acts={
        "explain": ("说明差异", frozenset({WAITING}), WAITING),
        "confirm": ("确认接收", frozenset({WAITING}), TAKEN_IN),
        "return": ("退回", frozenset({WAITING}), RETURNED),
        "disclose": ("公开", frozenset({TAKEN_IN}), DISCLOSED),
        "propose_withdrawal": ("提出撤回", frozenset({TAKEN_IN}), TAKEN_IN),
        "withdraw": ("撤回", frozenset({TAKEN_IN}), WITHDRAWN),
    },
)

PROPOSED, CONFIRMED, DECLINED = "proposed", "confirmed", "declined"
WITHDRAWAL = Life(
    noun="对象退出",
    words={
        PROPOSED: ("待确认", "is-due"),
        CONFIRMED: ("已确认", "is-done"),
        DECLINED: ("不予确认", "is-off"),
    },
    acts={
        "confirm": ("确认退出", frozenset({PROPOSED}), CONFIRMED),
        "decline": ("不予确认", frozenset({PROPOSED}), DECLINED),
    },
)
MEMBER_CHANGE = Life(
    noun="检查人员更换",
    words={
        PROPOSED: ("待确认", "is-due"),
        CONFIRMED: ("已更换", "is-done"),
        DECLINED: ("不予确认", "is-off"),
    },
    acts={
        "confirm": ("确认更换", frozenset({PROPOSED}), CONFIRMED),
        "decline": ("不予确认", frozenset({PROPOSED}), DECLINED),
    },
)
LEAVING = Life(
    noun="席位变动",
    words={
        PROPOSED: ("待确认", "is-due"),
        CONFIRMED: ("已确认", "is-done"),
        DECLINED: ("不予确认", "is-off"),
    },
    acts={
        "confirm": ("确认变动", frozenset({PROPOSED}), CONFIRMED),
        "decline": ("不予确认", frozenset({PROPOSED}), DECLINED),
    },
)
