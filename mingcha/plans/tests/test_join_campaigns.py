"""Two drafted campaigns become one joint campaign: one draw, one visit, the highest ratio of its items."""

from typing import Any

import pytest
from django.test import Client

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.law.tests.cast import Bureau, found
from mingcha.ledger.queries import history
from mingcha.plans import services
from mingcha.plans.models import AFTER_VISITS, ON_THE_SPOT, Campaign
from mingcha.plans.queries import campaign_frame
from mingcha.plans.queries.plans import lines_of
from mingcha.plans.queries.settings import Line
from mingcha.plans.states import CANCELLED, DRAFT
from mingcha.plans.tests import cast
from mingcha.plans.tests.planning import LAND, MINING, planning

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return found()


def logged_in(bureau: Bureau) -> Client:
    client = Client()
    client.force_login(bureau.person(BUSINESS))
    return client


def two(bureau: Bureau, **second: Any) -> list[Campaign]:
    """Mines at 10 % and 20 %, parcels at 50 % and 100 %."""
    mine, parcel = cast.published(
        bureau, {"target_categories": [cast.MINE]}, {"target_categories": [cast.PARCEL]}
    )
    usual = {
        "number": "2026-02",
        "layers": cast.layers("1/2", "1"),
        "line": Line(partner_departments=("市场监督管理局",)),
    }
    return [
        cast.campaign(bureau, cast.settings(mine, layers=cast.layers("1/10", "1/5"))),
        cast.campaign(bureau, cast.settings(parcel, **(usual | second))),
    ]


def joined(
    bureau: Bureau, campaigns: list[Campaign], *, role: str = BUSINESS, reason: str = "重叠"
) -> Campaign:
    return services.join_campaigns(
        actor=bureau.actor(role), campaigns=campaigns, number="2026-09", title="联合抽查", reason=reason
    )


def test_each_pattern_of_items_is_a_stratum_at_its_highest_ratio(bureau: Bureau) -> None:
    cast.mines(bureau, 20)
    for number in range(10):
        cast.target(bureau, number, category=cast.PARCEL)
    cast.mines(bureau, 4, category=cast.PARCEL)
    joint = joined(bureau, two(bureau))
    counts = campaign_frame(bureau.actor(BUSINESS), joint).counts
    assert [(one.layer.kind, one.layer.ratio, one.population, one.drawn) for one in counts] == [
        ("ordinary", "1/10", 10, 1),
        ("raised", "1/5", 0, 0),
        ("ordinary", "1/2", 10, 5),
        ("raised", "1", 0, 0),
        ("ordinary", "1/2", 4, 2),
        ("raised", "1", 0, 0),
    ]


@pytest.mark.parametrize(
    ("first", "second", "joint"),
    [
        (ON_THE_SPOT, AFTER_VISITS, AFTER_VISITS),
        (AFTER_VISITS, ON_THE_SPOT, AFTER_VISITS),
        (ON_THE_SPOT, ON_THE_SPOT, ON_THE_SPOT),
    ],
)
def test_names_that_one_of_them_keeps_are_not_read_out(
    bureau: Bureau, first: str, second: str, joint: str
) -> None:
    leading, other = two(bureau, showing=second)
    leading.showing = first
    leading.save()
    assert joined(bureau, [leading, other]).showing == joint


def test_a_holder_of_both_is_in_the_frame_once(bureau: Bureau) -> None:
    cast.target(bureau, 1)
    cast.target(bureau, 1, category=cast.PARCEL)
    frame = campaign_frame(bureau.actor(BUSINESS), joined(bureau, two(bureau)))
    assert len(frame.rows) == 1


def test_the_former_campaigns_are_called_off_with_the_reason(bureau: Bureau) -> None:
    campaigns = two(bureau)
    joint = joined(bureau, campaigns)
    assert joint.state == DRAFT
    assert joint.partner_departments == ["市场监督管理局"]
    assert {one.state for one in Campaign.objects.exclude(pk=joint.pk)} == {CANCELLED}
    event = history(campaigns[0].pk)[0]
    assert (event.act, event.reason) == ("plans.join_campaigns", "重叠")
    assert event.content == {"joint": "2026-09", "former": ["2026-01", "2026-02"]}


def test_one_campaign_cannot_be_joined_with_itself(bureau: Bureau) -> None:
    first, _ = two(bureau)
    with pytest.raises(Refusal, match="两个以上"):
        joined(bureau, [first, first])


@pytest.mark.parametrize(
    ("second", "word"),
    [
        ({"unit": "target"}, "抽取单位"),
        ({"towns": ("平阳镇",)}, "限定乡镇"),
        ({"categories": (cast.PARCEL,)}, "限定类别"),
    ],
    ids=["unit", "towns", "categories"],
)
def test_campaigns_that_would_inspect_others_than_before_are_refused(
    bureau: Bureau, second: dict[str, Any], word: str
) -> None:
    with pytest.raises(Refusal, match=word) as refused:
        joined(bureau, two(bureau, **second))
    assert refused.value.clause
    assert Campaign.objects.filter(state=DRAFT).count() == 2


def test_a_settled_campaign_is_not_joined(bureau: Bureau) -> None:
    cast.mines(bureau, 20)
    cast.inspectors(bureau, 4)
    campaigns = two(bureau)
    services.settle_campaign(actor=bureau.actor(LEADER), campaign=campaigns[0])
    with pytest.raises(Conflict, match="2026-01"):
        joined(bureau, campaigns)


def test_joining_wants_a_reason(bureau: Bureau) -> None:
    with pytest.raises(Refusal, match="理由"):
        joined(bureau, two(bureau), reason=" ")


def test_who_may_not_draft_may_not_join(bureau: Bureau) -> None:
    with pytest.raises(Forbidden):
        joined(bureau, two(bureau), role=LEADER)


def test_the_page_names_the_drafts_and_joins_what_is_ticked(bureau: Bureau) -> None:
    campaigns = two(bureau)
    client = logged_in(bureau)
    page = client.get("/campaigns/join/?number=2026-01&number=2026-02").content.decode()
    assert page.count("checked") == 2
    sent = {
        "campaigns": [str(one.pk) for one in campaigns],
        "number": "2026-09",
        "title": "联合抽查",
        "reason": "同一批企业",
    }
    answer = client.post("/campaigns/join/", sent)
    joint = Campaign.objects.get(number="2026-09")
    assert answer.headers["Location"] == f"/campaigns/{joint.pk}/"


def test_lines_of_a_plan_become_a_line_of_it() -> None:
    year = planning()
    lines = [year.propose("2026-01"), year.propose("2026-02", LAND)]
    enforcement = year.bureau.actor(ENFORCEMENT)
    named = {"number": "2026-09", "title": "联合抽查", "reason": "重叠"}
    joint = services.join_campaigns(actor=enforcement, campaigns=lines, **named)
    assert (joint.plan_id, joint.section) == (year.plan.pk, year.sections[MINING])
    assert [one.number for one in lines_of(year.plan)] == ["2026-09"]


def test_a_section_joins_no_line_of_another() -> None:
    year = planning()
    lines = [year.propose("2026-01"), year.propose("2026-02", LAND)]
    with pytest.raises(Forbidden, match="用途管制股"):
        services.join_campaigns(
            actor=year.clerk(MINING), campaigns=lines, number="2026-09", title="联合抽查", reason="重叠"
        )
