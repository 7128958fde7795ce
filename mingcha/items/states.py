"""The life of an item list. Pure."""

from mingcha.common.states import Life

DRAFT, SUBMITTED, APPROVED, PUBLISHED, REPLACED = "draft", "submitted", "approved", "published", "replaced"

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
