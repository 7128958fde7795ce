"""The lives of one making of the public files, and of what was made public. Pure."""

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
