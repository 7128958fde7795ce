"""An office gets another name: by the system administrator, with a reason; nothing of the past is lost."""

import pytest
from django.test import Client

from mingcha.accounts.rules import LEADER, SYSTEM_ADMIN
from mingcha.accounts.services import rename_office
from mingcha.accounts.tests.cast import Bureau
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.ledger.models import Opening
from mingcha.ledger.services import examine_ledger


def renamed(bureau: Bureau, name: str, reason: str = "首次启用时写错") -> list[str]:
    return rename_office(actor=bureau.actor(SYSTEM_ADMIN), name=name, reason=reason).every_name


def test_the_former_name_is_kept_beside_the_new_one(fuping: Bureau) -> None:
    former = fuping.office.name
    assert renamed(fuping, " 阜平县 自然资源和规划局 ") == ["阜平县自然资源和规划局", former]
    (opening,) = Opening.objects.filter(act="accounts.rename_office")
    assert opening.reason == "首次启用时写错"
    assert [one.place for one in examine_ledger() if one.place.startswith("accounts_office")] == []


def test_a_name_that_comes_back_is_no_former_one(fuping: Bureau) -> None:
    former = fuping.office.name
    renamed(fuping, "阜平县自然资源局")
    assert renamed(fuping, former) == [former, "阜平县自然资源局"]


@pytest.mark.parametrize(("name", "reason"), [("", "写错"), ("长" * 65, "写错"), ("某局", " ")])
def test_a_name_and_a_reason_are_needed(fuping: Bureau, name: str, reason: str) -> None:
    with pytest.raises(Refusal):
        renamed(fuping, name, reason)


def test_the_same_name_is_no_change(fuping: Bureau) -> None:
    with pytest.raises(Conflict):
        renamed(fuping, fuping.office.name)


def test_nobody_else_renames_it(fuping: Bureau) -> None:
    with pytest.raises(Forbidden):
        rename_office(actor=fuping.actor(LEADER), name="某局", reason="写错")


def test_it_is_renamed_on_its_page(fuping: Bureau) -> None:
    client = Client()
    client.force_login(fuping.people[SYSTEM_ADMIN])
    assert client.post("/office/", {"name": "", "reason": ""}).status_code == 422
    answer = client.post("/office/", {"name": "阜平县自然资源局", "reason": "写错"}, follow=True)
    assert "机构名称已改" in answer.content.decode()
    assert "阜平县自然资源局" in client.get("/office/").content.decode()
