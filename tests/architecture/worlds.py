"""Two offices with everything in them, for tests that ask every address of the project.

Each text of the foreign office carries a canary: a page of the own office that shows it is caught."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models

from mingcha.accounts.models import RoleGrant, SavedView
from mingcha.accounts.rules import ENFORCEMENT, LEGAL
from mingcha.accounts.tests.cast import Bureau, make_bureau
from mingcha.disclosure.models import Bulletin, Penalty
from mingcha.draws.models import ExternalDraw, MemberChange, Recording, Sitting
from mingcha.draws.tests.county import Clock, begin, make_county
from mingcha.draws.tests.filming import Filming
from mingcha.inspections.models import (
    Approval,
    CallOff,
    FollowUp,
    InspectionFile,
    InspectionRecord,
    ItemOutcome,
)
from mingcha.intake.models import ImportBatch
from mingcha.items.models import (
    Checklist,
    ChecklistQuestion,
    InspectionItem,
    ItemList,
    ItemProposal,
    Power,
)
from mingcha.items.states import PUBLISHED
from mingcha.law.models import LegalText, ObligationChange
from mingcha.law.rules import FLOOR_RATIO
from mingcha.ledger.models import Entry
from mingcha.papers.models import DocumentNumber
from mingcha.plans.models import Campaign, ClueCheck, Participation, PartnerItem, Plan
from mingcha.registers.models import (
    Absence,
    Borrowing,
    CategoryField,
    ConflictOfInterest,
    Holder,
    Inspector,
    InspectorLicence,
    Partner,
    Qualification,
    StandingEvent,
    Target,
    TargetCategory,
    Training,
    VisitFact,
)
from mingcha.registers.services import (
    adopt_new_categories,
)
from mingcha.upkeep.rules import PROVINCIAL
from tests.architecture.world_bulletins import bulletin_of
from tests.architecture.world_objections import objection_of
from tests.architecture.world_parts import (
    SHEETS,
    alike,
    beside,
    changed_since,
    clue_of,
    drafts,
    drawn_elsewhere,
    entered,
    known_facts,
    law_of,
    papers_of,
    preview_of,
    proposed_change,
    rehearsal_of,
    source_of,
    taking_part,
    work_under_way,
)
from tests.architecture.world_party import party_of
from tests.architecture.world_penalties import penalty_of
from tests.architecture.world_visits import exchanged_on, visits_of

CANARY = "外县金丝雀"
SPOILT: tuple[tuple[type[models.Model], str, tuple[str, ...]], ...] = (
    (Holder, "office", ("name",)),
    (Target, "office", ("name", "place")),
    (Inspector, "office", ("name", "post")),
    (ConflictOfInterest, "office", ("relation",)),
    (LegalText, "office", ("title", "note")),
    (ObligationChange, "office", ("clause", "reason")),
    (InspectorLicence, "inspector__office", ("name",)),
    (Training, "inspector__office", ("course",)),
    (Qualification, "inspector__office", ("name",)),
    (Absence, "inspector__office", ("note",)),
    (Borrowing, "office", ("purpose",)),
    (Partner, "office", ("name",)),
    (Campaign, "office", ("title",)),
    (ClueCheck, "campaign__office", ("summary", "proposed_by")),
    (Participation, "campaign__office", ("handed_to",)),
    (PartnerItem, "participation__campaign__office", ("name", "contents")),
    (Plan, "office", ("number",)),
    (Sitting, "office", ("place", "document_no")),
    (Recording, "sitting__office", ("file_name",)),
    (ExternalDraw, "office", ("batch_no", "platform", "basis", "explanation")),
    (ItemList, "office", ("submitted_by", "approved_by")),
    (InspectionItem, "item_list__office", ("name", "contents")),
    (TargetCategory, "office", ("clause",)),
    (CategoryField, "office", ("title",)),
    (Power, "office", ("name", "basis")),
    (ItemProposal, "office", ("name", "reason")),
    (ChecklistQuestion, "checklist__item__item_list__office", ("words", "basis")),
    (Checklist, "item__item_list__office", ("title", "guidance")),
    (ImportBatch, "office", ("file_name",)),
    (DocumentNumber, "office", ("title", "reason")),
    (StandingEvent, "office", ("source", "reason", "person_name")),
    (VisitFact, "office", ("body", "item", "source")),
    (Approval, "office", ("words",)),
    (MemberChange, "campaign__office", ("receipt_no",)),
    (CallOff, "inspection__office", ("found", "reason")),
    (InspectionRecord, "inspection__office", ("place",)),
    (InspectionFile, "inspection__office", ("caption",)),
    (FollowUp, "inspection__office", ("words",)),
    (ItemOutcome, "office", ("title",)),
    (Bulletin, "office", ("decision_words",)),
    (Penalty, "office", ("document_no", "party", "breach", "facts", "content", "remarks")),
)


@dataclass
class World:
    """One office; `things` maps the word an address uses for its object to that object's key."""

    bureau: Bureau
    things: dict[str, Any] = field(default_factory=dict)


def make_world(code: str, mark: str, clock: Clock, folder: Path) -> World:
    """People, registers, a published list, a drawn campaign with its sitting; a list and a campaign in draft;
    an open import of each kind."""
    bureau = make_bureau(code, mark)
    adopt_new_categories(office=bureau.office)
    ceremony = begin(make_county(bureau), clock)
    rehearsal = rehearsal_of(ceremony.county)
    filming = Filming.begin(ceremony).film()
    ceremony.select()
    ceremony.assign()
    world = World(bureau)
    world.things = {
        "person": bureau.people[LEGAL].pk,
        "import_work": work_under_way(bureau, mark),
        "grant": RoleGrant.objects.get(person=bureau.people[LEGAL]).pk,
        "section": bureau.sections[2].pk,
        "saved_view": SavedView.objects.create(
            person=bureau.people[ENFORCEMENT], page="target_list", title=mark, query="risk=D", is_shared=True
        ).pk,
        "campaign": ceremony.county.campaign.pk,
        "sitting": ceremony.sitting.pk,
        "attempt": ceremony.draw.pk,
        "rehearsal": rehearsal.pk,
        "recording": filming.recording.pk,
        "holder": ceremony.county.holders[0].pk,
        "target": Target.objects.filter(office=bureau.office).order_by("code")[0].pk,
        "inspector": ceremony.county.inspectors[0].pk,
        "conflict": ConflictOfInterest.objects.filter(office=bureau.office)[0].pk,
        "item_list": ItemList.objects.get(office=bureau.office, state=PUBLISHED).pk,
        "item": InspectionItem.objects.get(item_list__office=bureau.office, item_list__state=PUBLISHED).pk,
        "obligation": FLOOR_RATIO,
        "obligation_change": proposed_change(bureau, mark).pk,
        "legal_text": LegalText.objects.filter(office=bureau.office, in_force_until=None)[0].pk,
        "year": 2025,
        "site_part": "whole",
        "kept": "targets",
        "notice": law_of(bureau, mark).pk,
        "entry": Entry.objects.count(),
        "category": TargetCategory.objects.filter(office=bureau.office)[0].pk,
        "field": CategoryField.objects.filter(office=bureau.office).exclude(category=None)[0].pk,
    }
    world.things |= papers_of(ceremony, mark)
    world.things |= {"platform": PROVINCIAL, "platform_receipt": entered(bureau, ceremony, mark)}
    facts = known_facts(bureau, ceremony.county.holders[0], mark)
    world.things["standing_proof"], world.things["visit"] = facts
    clue = clue_of(bureau, ceremony.county, mark)
    world.things |= {"clue": clue.pk, "clue_evidence": clue.evidence_id}
    world.things |= drafts(bureau, ceremony.county.campaign)
    world.things |= beside(bureau, ceremony.county.inspectors[0])
    world.things |= changed_since(ceremony, mark)
    world.things |= visits_of(ceremony, world.things["own_visit"], mark)
    world.things |= party_of(ceremony, world.things["inspection"], mark)
    world.things |= bulletin_of(ceremony, mark)
    world.things |= penalty_of(ceremony, mark)
    world.things |= objection_of(ceremony, world.things["inspection"], mark)
    world.things |= alike(bureau)
    world.things |= taking_part(bureau, ceremony.county.campaign, mark)
    world.things |= drawn_elsewhere(ceremony, folder, mark)
    world.things["member_change"] = exchanged_on(ceremony, world.things, mark)
    for kind in SHEETS:
        world.things[f"{kind}_import"] = preview_of(bureau, kind, mark, folder).pk
        world.things[f"{kind}_source"] = source_of(bureau, kind, mark).pk
    return world


def spoil(world: World) -> None:
    """Write the canary into every text of this office that a page could show."""
    for model, path, columns in SPOILT:
        model._default_manager.filter(**{path: world.bureau.office}).update(**dict.fromkeys(columns, CANARY))


def two_worlds(clock: Clock, folder: Path) -> tuple[World, World]:
    """The own office and the foreign one."""
    own = make_world("fuping", "阜平试", clock, folder)
    clock.advance(days=1)
    foreign = make_world("tang", CANARY, clock, folder)
    spoil(foreign)
    return own, foreign


def frozen_clock(patch: Callable[[Clock], None]) -> Clock:
    """A clock at a morning in June, put in place by `patch`."""
    clock = Clock(datetime.datetime(2026, 6, 16, 1, 6, tzinfo=datetime.UTC))
    patch(clock)
    return clock
