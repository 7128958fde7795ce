"""The lives of one making of the public files, of what was made public, and of what is withheld. Pure."""

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

PROPOSED, APPROVED, DECLINED = "proposed", "approved", "declined"
WITHHOLDING = Life(
    noun="不予公示",
    words={
        PROPOSED: ("待批准", "is-due"),
        APPROVED: ("不予公示", "is-off"),
        DECLINED: ("不批准，应当公示", "is-off"),
    },
    acts={
        "approve": ("批准不予公示", frozenset({PROPOSED}), APPROVED),
        "decline": ("不批准", frozenset({PROPOSED}), DECLINED),
    },
)
