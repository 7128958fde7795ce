"""`Life`: which act leads where, and the sentence when it does not."""

import pytest

from mingcha.common.errors import CONFLICT, Conflict
from mingcha.common.states import Life

LIFE = Life(
    "清单",
    words={"draft": ("草稿", "is-open"), "submitted": ("待批", "is-wait"), "approved": ("已批准", "is-done")},
    acts={
        "submit": ("提交", frozenset({"draft"}), "submitted"),
        "approve": ("批准", frozenset({"submitted"}), "approved"),
        "return": ("退回", frozenset({"submitted", "approved"}), "draft"),
    },
)


def test_an_act_leads_to_its_state() -> None:
    assert LIFE.after("submit", "draft") == "submitted"


def test_an_act_from_a_wrong_state_is_a_conflict_that_names_both_states_and_the_act() -> None:
    with pytest.raises(Conflict) as refused:
        LIFE.after("return", "draft")
    assert refused.value.sentence == "清单现在是“草稿”，只有“待批、已批准”的才能退回。"
    assert refused.value.code == "return-from-draft"
    assert refused.value.status == CONFLICT


@pytest.mark.parametrize("act", LIFE.acts)
@pytest.mark.parametrize("state", LIFE.words)
def test_may_says_what_after_does(act: str, state: str) -> None:
    if LIFE.may(act, state):
        assert LIFE.after(act, state) == LIFE.acts[act][2]
    else:
        with pytest.raises(Conflict):
            LIFE.after(act, state)


def test_choices_are_the_words_in_their_order() -> None:
    assert LIFE.choices() == [("draft", "草稿"), ("submitted", "待批"), ("approved", "已批准")]
