"""The lives of a plan, of a campaign and of a partner's part in it. Pure. An announced draw holds a ready
campaign (`held_by`)."""

from mingcha.common.states import Life

DRAFT, READY, DRAWN, CANCELLED, SENT = "draft", "ready", "drawn", "cancelled", "sent"
SUBMITTED, APPROVED, PUBLISHED, FILED, CLOSED = "submitted", "approved", "published", "filed", "closed"
DISCARDED = "discarded"
INVITED, ANSWERED, HANDED, RETURNED, WITHDRAWN = "invited", "answered", "handed", "returned", "withdrawn"
# A plan that the public can read, and that its campaigns can be settled under.
IN_FORCE = frozenset({PUBLISHED, FILED})
# A plan whose arbiter still decides: while it is drafted, and for the leader to whom it was submitted.
EXAMINED = frozenset({DRAFT, SUBMITTED})

CAMPAIGN = Life(
    noun="抽查任务",
    words={
        DRAFT: ("编制中", "is-now"),
        READY: ("可以抽取", "is-due"),
        DRAWN: ("已抽取", "is-done"),
        SENT: ("已派出", "is-done"),
        CANCELLED: ("已取消", "is-off"),
    },
    acts={
        "edit": ("修改", frozenset({DRAFT}), DRAFT),
        "settle": ("定案", frozenset({DRAFT}), READY),
        "reopen": ("退回修改", frozenset({READY}), DRAFT),
        "send": ("不经抽取派出", frozenset({DRAFT}), SENT),
        "draw": ("登记已抽取", frozenset({READY}), DRAWN),
        "give_back": ("撤回已抽取", frozenset({DRAWN}), READY),
        "cancel": ("取消", frozenset({DRAFT, READY}), CANCELLED),
    },
)

PLAN = Life(
    noun="年度抽查计划",
    words={
        DRAFT: ("编制中", "is-now"),
        SUBMITTED: ("待批准", "is-due"),
        APPROVED: ("已批准", "is-done"),
        PUBLISHED: ("已公布", "is-done"),
        FILED: ("已备案", "is-done"),
        CLOSED: ("已办结", "is-off"),
        DISCARDED: ("已作废", "is-off"),
    },
    acts={
        "edit": ("修改", frozenset({DRAFT}), DRAFT),
        "change": ("更正", frozenset({DRAFT}), DRAFT),
        "discard": ("作废", frozenset({DRAFT}), DISCARDED),
        "submit": ("送审", frozenset({DRAFT}), SUBMITTED),
        "return": ("退回", frozenset({SUBMITTED, APPROVED}), DRAFT),
        "approve": ("批准", frozenset({SUBMITTED}), APPROVED),
        "publish": ("公布", frozenset({APPROVED}), PUBLISHED),
        "file": ("备案", IN_FORCE, FILED),
        "amend": ("修订", IN_FORCE, DRAFT),
        "close": ("办结", IN_FORCE, CLOSED),
    },
)

PARTICIPATION = Life(
    noun="协同部门",
    words={
        INVITED: ("已邀请", "is-due"),
        ANSWERED: ("已回执", "is-now"),
        HANDED: ("已交任务单", "is-due"),
        RETURNED: ("已交结果", "is-done"),
        WITHDRAWN: ("已退出", "is-off"),
    },
    acts={
        "invite": ("邀请", frozenset({WITHDRAWN}), INVITED),
        "answer": ("登记回执", frozenset({INVITED}), ANSWERED),
        "hand": ("交付任务单", frozenset({ANSWERED}), HANDED),
        "return": ("收齐结果", frozenset({HANDED}), RETURNED),
        "owe": ("又有应交结果", frozenset({RETURNED}), HANDED),
        "withdraw": ("退出", frozenset({INVITED, ANSWERED}), WITHDRAWN),
    },
)
# Whose results are taken in: a later correction too.
TAKES_RESULTS = frozenset({HANDED, RETURNED})
