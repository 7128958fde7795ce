"""The lives of one making of the public files, of what is public or withheld, of a bulletin, of a penalty
decision as it was entered, of an objection to what is public. Pure."""

from mingcha.common.states import Life

MADE, CARRIED = "made", "carried"
EDITION = Life(
    noun="公示文件",
    words={MADE: ("待上传", "is-due"), CARRIED: ("已上传", "is-done")},
    acts={"carry": ("登记上传", frozenset({MADE}), CARRIED)},
)

PUBLIC, REPLACED, WITHDRAWN = "public", "replaced", "withdrawn"
DISCLOSURE = Life(
    noun="公示",
    words={
        PUBLIC: ("已公示", "is-done"),
        REPLACED: ("已更正", "is-off"),
        WITHDRAWN: ("已撤回", "is-off"),
    },
    acts={
        "correct": ("更正", frozenset({PUBLIC}), REPLACED),
        "withdraw": ("撤回", frozenset({PUBLIC}), WITHDRAWN),
    },
)

PROPOSED, APPROVED, DECLINED, LIFTING, LIFTED = "proposed", "approved", "declined", "lifting", "lifted"
# It keeps nothing from the public any more.
OVER_WITHHOLDING = (DECLINED, LIFTED)
WITHHOLDING = Life(
    noun="不予公示",
    words={
        PROPOSED: ("待批准", "is-due"),
        APPROVED: ("不予公示", "is-off"),
        DECLINED: ("不批准，应当公示", "is-off"),
        LIFTING: ("不予公示，解除待批准", "is-due"),
        LIFTED: ("已解除，应当公示", "is-off"),
    },
    acts={
        "approve": ("批准不予公示", frozenset({PROPOSED}), APPROVED),
        "decline": ("不批准", frozenset({PROPOSED}), DECLINED),
        "propose-lift": ("提出解除", frozenset({APPROVED}), LIFTING),
        "lift": ("批准解除不予公示", frozenset({LIFTING}), LIFTED),
        "keep": ("不批准解除", frozenset({LIFTING}), APPROVED),
    },
)

DRAFT, SUBMITTED, DROPPED = "draft", "submitted", "dropped"
# Of a campaign at most one of these: somebody is at work on it.
OPEN_BULLETIN = (DRAFT, SUBMITTED, APPROVED)
BULLETIN = Life(
    noun="通报",
    words={
        DRAFT: ("起草中", "is-now"),
        SUBMITTED: ("待批准", "is-due"),
        APPROVED: ("待公布", "is-due"),
        PUBLIC: ("已公布", "is-done"),
        REPLACED: ("已被新版代替", "is-off"),
        WITHDRAWN: ("已撤回", "is-off"),
        DROPPED: ("草稿已放弃", "is-off"),
    },
    acts={
        "edit": ("修改", frozenset({DRAFT}), DRAFT),
        "drop": ("放弃草稿", frozenset({DRAFT}), DROPPED),
        "submit": ("送审", frozenset({DRAFT}), SUBMITTED),
        "return": ("退回", frozenset({SUBMITTED, APPROVED}), DRAFT),
        "approve": ("批准", frozenset({SUBMITTED}), APPROVED),
        "publish": ("公布", frozenset({APPROVED}), PUBLIC),
        "replace": ("以新版代替", frozenset({PUBLIC}), REPLACED),
        "withdraw": ("撤回", frozenset({PUBLIC}), WITHDRAWN),
    },
)

ENTERED, RETURNED, CHECKED, SUPERSEDED, VOID = "entered", "returned", "checked", "superseded", "void"
# Of a decision at most one of these: a version that nobody has checked yet.
OPEN_PENALTY = (ENTERED, RETURNED)
PENALTY = Life(
    noun="行政处罚决定",
    words={
        ENTERED: ("待核对", "is-due"),
        RETURNED: ("退回重填", "is-due"),
        CHECKED: ("已核对", "is-done"),
        SUPERSEDED: ("已被新版代替", "is-off"),
        VOID: ("录入作废", "is-off"),
    },
    acts={
        "edit": ("修改", frozenset({ENTERED, RETURNED}), ENTERED),
        "return": ("退回", frozenset({ENTERED}), RETURNED),
        "check": ("核对", frozenset({ENTERED}), CHECKED),
        "supersede": ("以新版代替", frozenset({CHECKED}), SUPERSEDED),
        "void": ("作废录入", frozenset({ENTERED, RETURNED}), VOID),
    },
)

RECEIVED, ANSWERED, UPHELD, DISMISSED, SETTLED = "received", "answered", "upheld", "dismissed", "settled"
# What is public says that its subject objects.
OPEN_OBJECTION = (RECEIVED, ANSWERED, UPHELD)
OBJECTION = Life(
    noun="公示异议",
    words={
        RECEIVED: ("待核查答复", "is-due"),
        ANSWERED: ("答复待批准", "is-due"),
        UPHELD: ("异议成立，待更正", "is-due"),
        DISMISSED: ("异议不成立", "is-off"),
        SETTLED: ("异议成立，已更正或者撤回", "is-done"),
        WITHDRAWN: ("提出人已撤回异议", "is-off"),
    },
    acts={
        "answer": ("提出答复", frozenset({RECEIVED}), ANSWERED),
        "return": ("退回答复", frozenset({ANSWERED}), RECEIVED),
        "uphold": ("批准答复：异议成立", frozenset({ANSWERED}), UPHELD),
        "dismiss": ("批准答复：异议不成立", frozenset({ANSWERED}), DISMISSED),
        "settle": ("更正或者撤回公示", frozenset({UPHELD}), SETTLED),
        "take-back": ("撤回异议", frozenset({RECEIVED, ANSWERED}), WITHDRAWN),
    },
)
