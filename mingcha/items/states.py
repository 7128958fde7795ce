"""The lives of an item list, a power and a proposal. Pure."""

from mingcha.common.states import Life

DRAFT, SUBMITTED, APPROVED, PUBLISHED, REPLACED = "draft", "submitted", "approved", "published", "replaced"
ACTIVE, STRUCK_OFF = "active", "struck_off"
PROPOSED, TAKEN_OVER, DECLINED, WITHDRAWN = "proposed", "taken_over", "declined", "withdrawn"

ITEM_LIST = Life(
    noun="抽查事项清单",
    words={
        DRAFT: ("编制中", "is-now"),
        SUBMITTED: ("待审定", "is-due"),
        APPROVED: ("已审定", "is-done"),
        PUBLISHED: ("已公布", "is-done"),
        REPLACED: ("已被新版代替", "is-off"),
    },
    acts={
        "edit": ("修改", frozenset({DRAFT}), DRAFT),
        "submit": ("送审", frozenset({DRAFT}), SUBMITTED),
        "return": ("退回", frozenset({SUBMITTED}), DRAFT),
        "approve": ("审定", frozenset({SUBMITTED}), APPROVED),
        "publish": ("公布", frozenset({APPROVED}), PUBLISHED),
        "replace": ("代替", frozenset({PUBLISHED}), REPLACED),
    },
)

POWER = Life(
    noun="权责事项",
    words={ACTIVE: ("有效", "is-done"), STRUCK_OFF: ("已取消", "is-off")},
    acts={
        "strike_off": ("取消", frozenset({ACTIVE}), STRUCK_OFF),
        "restore": ("恢复", frozenset({STRUCK_OFF}), ACTIVE),
    },
)

PROPOSAL = Life(
    noun="清单建议",
    words={
        PROPOSED: ("待答复", "is-due"),
        TAKEN_OVER: ("已采纳", "is-done"),
        DECLINED: ("未采纳", "is-off"),
        WITHDRAWN: ("已撤回", "is-off"),
    },
    acts={
        "take_over": ("采纳", frozenset({PROPOSED}), TAKEN_OVER),
        "decline": ("不采纳", frozenset({PROPOSED}), DECLINED),
        "withdraw": ("撤回", frozenset({PROPOSED}), WITHDRAWN),
    },
)
