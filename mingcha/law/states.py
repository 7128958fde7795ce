"""The life of a proposed change of an obligation. Pure."""

from mingcha.common.states import Life

PROPOSED, APPROVED, DECLINED, WITHDRAWN = "proposed", "approved", "declined", "withdrawn"

CHANGE = Life(
    noun="义务变动",
    words={
        PROPOSED: ("待批准", "is-due"),
        APPROVED: ("已批准", "is-done"),
        DECLINED: ("未批准", "is-off"),
        WITHDRAWN: ("已撤回", "is-off"),
    },
    acts={
        "approve": ("批准", frozenset({PROPOSED}), APPROVED),
        "decline": ("不批准", frozenset({PROPOSED}), DECLINED),
        "withdraw": ("撤回", frozenset({PROPOSED}), WITHDRAWN),
    },
)
