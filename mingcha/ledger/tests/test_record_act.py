"""`record_act`: one change, one entry, and the new state of every record it touched."""

import json
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import transaction

from drawproof import entries, merkle
from mingcha.common import moments
from mingcha.ledger.log_end import remembered_end
from mingcha.ledger.models import Entry, Node, Opening, Record, Version
from mingcha.ledger.queries import (
    entries_of_draws,
    first_change,
    history,
    inclusion_path,
    log_size,
    read_node,
    stood_after,
)
from mingcha.ledger.services import record_act
from mingcha.ledger.tests.conftest import Clerk

Found = Callable[..., tuple[Record, Entry]]
pytestmark = pytest.mark.django_db


def test_an_act_outside_a_transaction_is_a_mistake_of_the_caller(
    clerk: Clerk, django_db_blocker: object, transactional_db: None
) -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        record_act("test.act", actor=clerk)
    assert log_size() == 0


def test_entries_count_from_zero_without_gaps(found: Found) -> None:
    indices = [found(code)[1].index for code in "abcde"]
    assert indices == [0, 1, 2, 3, 4]


def test_the_stored_nodes_are_the_tree_over_the_entries(found: Found) -> None:
    for code in "abcdefghijklm":
        found(code)
    leaves = [bytes(entry.leaf_hash) for entry in Entry.objects.order_by("index")]
    assert leaves == [merkle.leaf_hash(bytes(entry.body)) for entry in Entry.objects.order_by("index")]
    assert merkle.root(13, read_node) == merkle.root_of(leaves)
    assert Node.objects.count() == 13 + 6 + 3 + 1


def test_every_entry_is_proved_in_the_tree(found: Found) -> None:
    for code in "abcdefg":
        found(code)
    root = merkle.root(7, read_node)
    for entry in Entry.objects.all():
        merkle.check_inclusion(entry.index, 7, bytes(entry.leaf_hash), inclusion_path(entry.index, 7), root)


def test_the_log_itself_names_nobody_and_nothing(found: Found) -> None:
    _, entry = found(name="阜平县某局", reason="因为")
    facts = entries.parse(bytes(entry.body)).fields
    assert set(facts) == {"type", "at", "digest"}


def test_the_opening_says_who_did_what_and_why(found: Found, clerk: Clerk) -> None:
    _, entry = found("x", reason="首次登记")
    opening = Opening.objects.get(entry=entry)
    assert (opening.act, opening.actor, opening.actor_name, opening.reason) == (
        "test.found",
        clerk.person_id,
        "张三",
        "首次登记",
    )
    assert json.loads(opening.content) == {"code": "x"}


def test_an_act_that_is_rolled_back_leaves_no_entry_and_no_gap(found: Found, clerk: Clerk) -> None:
    found("a")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record_act("test.act", actor=clerk)
        1 / 0
    assert found("b")[1].index == 1
    assert Node.objects.count() == 3


def test_a_protocol_entry_stands_just_before_the_act_that_made_it(found: Found, clerk: Clerk) -> None:
    found("a")
    with transaction.atomic():
        act = record_act(
            "test.act", actor=clerk, protocol=[lambda at: entries.observed("draw-1", "0" * 64, at)]
        )
    (observed,) = entries_of_draws(["draw-1"])
    assert (observed.index, act.index) == (1, 2)
    assert (observed.kind, observed.draw, observed.at) == ("observed", "draw-1", act.at)


def test_a_record_taken_back_has_a_version_without_state(found: Found, clerk: Clerk) -> None:
    office, _ = found("a")
    with transaction.atomic():
        record_act("test.remove", actor=clerk, gone=[office])
        office.delete()
    assert Version.objects.filter(entry=1).values_list("state", flat=True).get() == ""


def test_the_history_of_a_record_is_told_from_its_end(found: Found, clerk: Clerk) -> None:
    office, _ = found("a", name="旧名")
    with transaction.atomic():
        office.name = "新名"  # type: ignore[attr-defined]
        office.save()
        record_act("test.rename", actor=clerk, reason="更名", records=[office])
    latest, first = history(office.pk)
    assert (latest.act, latest.reason, latest.state["name"]) == ("test.rename", "更名", "新名")
    assert (first.act, first.state["name"]) == ("test.found", "旧名")


def test_records_are_read_as_they_stood_after_an_entry(found: Found, clerk: Clerk) -> None:
    office, entry = found("a", name="旧名")
    with transaction.atomic():
        office.name = "新名"  # type: ignore[attr-defined]
        office.save()
        renamed = record_act("test.rename", actor=clerk, records=[office])
    later, _ = found("b")
    never = apps.get_model("accounts.Office")(code="c", name="没有记录")
    rows = [office, later, never]
    then, now = stood_after(entry.index, rows), stood_after(renamed.index, rows)
    assert {pk: getattr(one, "name") for pk, one in then.items()} == {office.pk: "旧名", never.pk: "没有记录"}
    assert getattr(now[office.pk], "name") == "新名"
    assert (first_change(office.pk), first_change(never.pk)) == (entry.index, -1)


def test_records_of_one_act_keep_the_order_they_were_given(clerk: Clerk, found: Found) -> None:
    offices = [found(code)[0] for code in "abc"]
    with transaction.atomic():
        entry = record_act("test.touch", actor=clerk, records=reversed(offices))
    rows = Version.objects.filter(entry=entry).order_by("pk").values_list("row", flat=True)
    assert list(rows) == [office.pk for office in reversed(offices)]


def test_the_same_state_twice_has_two_digests(found: Found, clerk: Clerk) -> None:
    office, _ = found("a")
    with transaction.atomic():
        record_act("test.touch", actor=clerk, records=[office])
    first, second = Version.objects.filter(row=office.pk).order_by("entry")
    assert first.state == second.state
    assert first.digest != second.digest


def test_times_are_chinese_times_to_the_second(found: Found) -> None:
    before = moments.now()
    _, entry = found("a")
    text = str(entries.parse(bytes(entry.body)).fields["at"])
    assert text.endswith("+08:00")
    assert before <= Entry.objects.get().at <= moments.now()
    assert entry.at.microsecond == 0


@pytest.mark.django_db(transaction=True)
def test_the_data_folder_remembers_the_end_of_the_log_once_it_holds(found: Found, clerk: Clerk) -> None:
    found("a")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record_act("test.act", actor=clerk)
        1 / 0
    end = remembered_end()
    assert end is not None
    assert end == (1, bytes(Entry.objects.get().leaf_hash))
