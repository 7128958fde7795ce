"""The life of one making of the public files. Pure."""

from mingcha.common.states import Life

MADE, CARRIED = "made", "carried"
EDITION = Life(
    noun="公示文件",
    words={MADE: ("待上传", "is-due"), CARRIED: ("已上传", "is-done")},
    acts={"carry": ("登记上传", frozenset({MADE}), CARRIED)},
)
