"""No visit is arranged before a leader has approved it."""

import pytest

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.tests.county import Ceremony
from mingcha.inspections.models import Approval, Inspection
from mingcha.inspections.queries.coverage import coverages
from mingcha.inspections.services import approve_inspections, propose_approval, return_approval
from mingcha.inspections.states import APPROVED, PROPOSED, RETURNED
from mingcha.plans.models import Campaign

WORDS = "六月分组检查"


@pytest.fixture
def campaign(ceremony: Ceremony) -> Campaign:
    ceremony.select()
    ceremony.assign()
    return Campaign.objects.get(pk=ceremony.county.campaign.pk)


def test_before_the_teams_are_drawn_there_is_nothing_to_approve(ceremony: Ceremony) -> None:
    with pytest.raises(Conflict) as refused:
        propose_approval(actor=ceremony.operator, campaign=ceremony.county.campaign, words=WORDS)
    assert refused.value.code == "nobody-drawn"


def test_with_the_approval_each_drawn_visit_is_a_row(ceremony: Ceremony, campaign: Campaign) -> None:
    approval = propose_approval(actor=ceremony.operator, campaign=campaign, words=WORDS)
    assert (approval.state, Inspection.objects.count()) == (PROPOSED, 0)
    approve_inspections(actor=ceremony.leader, approval=approval)
    codes = set(Inspection.objects.values_list("code", flat=True))
    assert codes == set(coverages(campaign)) and len(codes) > 1


def test_asked_and_approved_twice_it_stands_once(ceremony: Ceremony, campaign: Campaign) -> None:
    for _ in range(2):
        approval = propose_approval(actor=ceremony.operator, campaign=campaign, words=WORDS)
    for _ in range(2):
        approve_inspections(actor=ceremony.leader, approval=approval)
    assert Approval.objects.get().state == APPROVED
    assert Inspection.objects.count() == len(coverages(campaign))


def test_nobody_but_a_leader_decides(ceremony: Ceremony, campaign: Campaign) -> None:
    approval = propose_approval(actor=ceremony.operator, campaign=campaign, words=WORDS)
    for role in (ENFORCEMENT, BUSINESS):
        with pytest.raises(Forbidden):
            approve_inspections(actor=ceremony.county.actor(role), approval=approval)


def test_what_was_returned_is_asked_again_with_the_leaders_words_at_hand(
    ceremony: Ceremony, campaign: Campaign
) -> None:
    approval = propose_approval(actor=ceremony.operator, campaign=campaign, words=WORDS)
    with pytest.raises(Refusal):
        return_approval(actor=ceremony.leader, approval=approval, words=" ")
    return_approval(actor=ceremony.leader, approval=approval, words="写明书面检查的户次")
    assert Approval.objects.get().state == RETURNED
    propose_approval(actor=ceremony.operator, campaign=campaign, words="书面检查三户次")
    again = Approval.objects.get()
    assert (again.state, again.decided_by) == (PROPOSED, None)
    approve_inspections(actor=ceremony.county.actor(LEADER), approval=again)
