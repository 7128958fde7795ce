"""The demo office as built: whole in its ledger, complete in its roles, made once, over no real office."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from pytest_django import Settings

from mingcha.accounts.models import Office, Person
from mingcha.accounts.rules import ROLES
from mingcha.config.data_folder import DataFolder
from mingcha.config.demo import demo_logins
from mingcha.config.demo.build import person_of
from mingcha.config.demo.recorded import FOUND
from mingcha.config.demo.staff import BUREAU_CODE, PARTNER_CODE
from mingcha.config.demo.workbooks import TRIAL_INSPECTORS, TRIAL_ITEMS, TRIAL_TARGETS
from mingcha.config.services import sole_office
from mingcha.disclosure.models import Objection, Penalty
from mingcha.disclosure.queries.kinds import PENALTIES, RESULTS, find_kind, public_rows
from mingcha.disclosure.states import CHECKED, DISMISSED, ENTERED, RECEIVED
from mingcha.draws.models import ExternalDraw
from mingcha.draws.states import TAKEN_IN
from mingcha.intake.services import import_file
from mingcha.intake.subjects import registered
from mingcha.items.models import ItemList
from mingcha.items.states import PUBLISHED
from mingcha.ledger.models import Entry
from mingcha.oversight.services import examine_everything
from mingcha.plans.models import Campaign, Participation
from mingcha.plans.states import ANSWERED, DRAFT, DRAWN, READY
from mingcha.registers.models import Holder, Inspector, Target

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> DataFolder:
    """A data folder of its own with the keys of the test, so that nothing is written beside it."""
    data = DataFolder(tmp_path)
    for key in settings.DATA.keys.iterdir():
        (data.keys / key.name).hardlink_to(key)
    settings.DATA, settings.IS_DEMO = data, False
    return data


def make() -> str:
    said = io.StringIO()
    call_command("make_demo", stdout=said)
    return said.getvalue()


@pytest.mark.long
def test_the_demo_is_whole_and_a_second_start_changes_nothing(folder: DataFolder) -> None:
    said = make()
    assert folder.is_demo
    _is_complete()
    _everybody_can_log_in(said)
    assert list(examine_everything()) == []
    size = Entry.objects.count()
    assert make() == said
    assert Entry.objects.count() == size
    _trial_workbooks_do_what_they_promise(folder)
    assert list(examine_everything()) == []


def test_a_folder_that_holds_a_real_office_is_refused(folder: DataFolder) -> None:
    sole_office()
    with pytest.raises(CommandError):
        make()
    assert not folder.is_demo
    assert Office.objects.count() == 1


def _is_complete() -> None:
    office = Office.objects.get(code=BUREAU_CODE)
    assert Holder.objects.filter(office=office).count() == 1800
    assert Target.objects.filter(office=office).count() == 3000
    assert Inspector.objects.filter(office=office, partner=None).count() == 40
    assert ItemList.objects.get(office=office).state == PUBLISHED
    assert ItemList.objects.get(office=office).items.count() == 12
    states = set(Campaign.objects.filter(office=office).values_list("state", flat=True))
    assert states == {DRAFT, READY, DRAWN}
    assert [one.state for one in ExternalDraw.objects.filter(office=office)] == [TAKEN_IN]
    assert [one.state for one in Participation.objects.all()] == [ANSWERED]
    _tells_what_is_public(office)
    held = Person.objects.filter(office=office, grants__ended_at=None).values_list("grants__role", flat=True)
    assert set(held) == set(ROLES)
    partner = Office.objects.get(code=PARTNER_CODE)
    assert Inspector.objects.filter(office=partner).exists()
    assert partner.people.count() >= 3


def _tells_what_is_public(office: Office) -> None:
    """Each page of disclosure has something to show."""
    assert [row["found"] for row in public_rows(find_kind(RESULTS))] == [FOUND]
    assert [str(row["document_no"])[-2:] for row in public_rows(find_kind(PENALTIES))] == ["1号"]
    penalties = Penalty.objects.filter(office=office).order_by("document_no")
    assert [one.state for one in penalties] == [CHECKED, ENTERED]
    objections = Objection.objects.filter(office=office).order_by("number")
    assert [one.state for one in objections] == [DISMISSED, RECEIVED]


def _everybody_can_log_in(said: str) -> None:
    for username, password, _ in demo_logins():
        assert username in said
        person = authenticate(username=username, password=password)
        assert isinstance(person, Person)
        assert not person.has_first_password
    assert len(demo_logins()) == Person.objects.count()


def _trial_workbooks_do_what_they_promise(folder: DataFolder) -> None:
    expected = {
        ("targets", TRIAL_TARGETS, "enforcement1"): (6, 3, 3, 2),
        ("inspectors", TRIAL_INSPECTORS, "legal"): (2, 1, 2, 0),
        ("items", TRIAL_ITEMS, "enforcement1"): (1, 1, 11, 0),
    }
    for (kind, name, username), counts in expected.items():
        path = folder.root / "workbooks" / name
        outcome = import_file(actor=person_of(username), subject=registered()[kind], path=path)
        found = (outcome.new, outcome.changed, outcome.unchanged, len(outcome.refused))
        assert found == counts, (kind, outcome.refused)


def test_the_test_folder_is_the_one_in_use(folder: DataFolder) -> None:
    assert settings.DATA is folder
