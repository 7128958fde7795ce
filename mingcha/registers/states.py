"""States of targets and inspectors. Pure."""

from mingcha.common.states import Life

ACTIVE, OTHERWISE_HANDLED = "active", "otherwise_handled"
TARGET = Life(
    noun="检查对象",
    words={
        ACTIVE: ("有效", "is-done"),
        "suspended": ("停产", "is-off"),
        "deregistered": ("已注销", "is-off"),
        "revoked": ("已吊销", "is-off"),
        "moved": ("已迁出", "is-off"),
        OTHERWISE_HANDLED: ("另案处理", "is-off"),
    },
    acts={
        "suspend": ("登记停产", frozenset({ACTIVE}), "suspended"),
        "resume": (
            "恢复",
            frozenset({"suspended", "revoked", OTHERWISE_HANDLED, "moved", "deregistered"}),
            ACTIVE,
        ),
        "revoke": ("登记吊销", frozenset({ACTIVE, "suspended"}), "revoked"),
        "deregister": ("注销", frozenset({ACTIVE, "suspended", "revoked"}), "deregistered"),
        "move": ("登记迁出", frozenset({ACTIVE, "suspended"}), "moved"),
        "handle_otherwise": ("登记另案处理", frozenset({ACTIVE, "suspended"}), OTHERWISE_HANDLED),
    },
)

ON_DUTY = "on_duty"
INSPECTOR = Life(
    noun="检查人员",
    words={
        ON_DUTY: ("在岗", "is-done"),
        "away": ("离岗", "is-off"),
        "ended": ("失效", "is-off"),
    },
    acts={
        "send_away": ("登记离岗", frozenset({ON_DUTY}), "away"),
        "bring_back": ("恢复在岗", frozenset({"away", "ended"}), ON_DUTY),
        "end": ("登记失效", frozenset({ON_DUTY, "away"}), "ended"),
    },
)

PENDING, UPHELD, DISMISSED = "pending", "upheld", "dismissed"
CONFLICT = Life(
    noun="利害关系",
    words={
        PENDING: ("待决定", "is-due"),
        UPHELD: ("成立", "is-done"),
        DISMISSED: ("不成立", "is-off"),
        "ended": ("已终止", "is-off"),
    },
    acts={
        "uphold": ("决定成立", frozenset({PENDING}), UPHELD),
        "dismiss": ("决定不成立", frozenset({PENDING}), DISMISSED),
        "end": ("登记终止", frozenset({UPHELD}), "ended"),
    },
)

OPEN_ROUND = "open"
ROUND = Life(
    noun="年度申报",
    words={OPEN_ROUND: ("申报中", "is-now"), "closed": ("已截止", "is-done")},
    acts={"close": ("截止申报", frozenset({OPEN_ROUND}), "closed")},
)

PROPOSED, APPROVED = "proposed", "approved"
BORROWING = Life(
    noun="抽调",
    words={
        PROPOSED: ("待批准", "is-due"),
        APPROVED: ("已批准", "is-done"),
        "refused": ("未批准", "is-off"),
        "ended": ("已结束", "is-off"),
    },
    acts={
        "approve": ("批准抽调", frozenset({PROPOSED}), APPROVED),
        "refuse": ("不予批准", frozenset({PROPOSED}), "refused"),
        "end": ("提前结束抽调", frozenset({APPROVED}), "ended"),
    },
)
