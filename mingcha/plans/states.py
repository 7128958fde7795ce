"""The life of a campaign. Pure. An announced draw holds a ready campaign (`Campaign.held_by`)."""

from mingcha.common.states import Life

DRAFT, READY, DRAWN, CANCELLED = "draft", "ready", "drawn", "cancelled"

CAMPAIGN = Life(
    noun="抽查任务",
    words={
        DRAFT: ("编制中", "is-now"),
        READY: ("可以抽取", "is-due"),
        DRAWN: ("已抽取", "is-done"),
        CANCELLED: ("已取消", "is-off"),
    },
    acts={
        "edit": ("修改", frozenset({DRAFT}), DRAFT),
        "settle": ("定案", frozenset({DRAFT}), READY),
        "reopen": ("退回修改", frozenset({READY}), DRAFT),
        "draw": ("登记已抽取", frozenset({READY}), DRAWN),
        "cancel": ("取消", frozenset({DRAFT, READY}), CANCELLED),
    },
)
