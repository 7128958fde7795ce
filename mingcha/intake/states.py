"""The life of an import. Pure."""

from mingcha.common.states import Life

PREVIEWED = "previewed"
CONFIRMED = "confirmed"
DISCARDED = "discarded"
TAKEN_BACK = "taken_back"

IMPORT = Life(
    noun="这次导入",
    words={
        PREVIEWED: ("待确认", "is-due"),
        CONFIRMED: ("已写入", "is-done"),
        DISCARDED: ("已放弃", "is-off"),
        TAKEN_BACK: ("已撤回", "is-off"),
    },
    acts={
        "map_columns": ("改动识别的列", frozenset({PREVIEWED}), PREVIEWED),
        "confirm": ("确认写入", frozenset({PREVIEWED}), CONFIRMED),
        "discard": ("放弃", frozenset({PREVIEWED}), DISCARDED),
        "take_back": ("撤回", frozenset({CONFIRMED}), TAKEN_BACK),
    },
)
