"""The same source again and again: what is new, what changed, what it no longer names (monthly updates)."""

from pathlib import Path
from typing import Any

import pytest

from mingcha.accounts.tests.cast import Bureau
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.intake.models import ColumnMemory, ImportBatch, ImportSource, SourceTrace, StagedRow
from mingcha.intake.queries import latest_of_sources, sources_of
from mingcha.intake.services import (
    add_source,
    change_source,
    choose_all,
    choose_rows,
    confirm_import,
    import_file,
    map_columns,
    preview_import,
    recheck_import,
    take_back_import,
)
from mingcha.intake.subjects import GONE, NEW, Subject
from mingcha.ledger.models import Entry, Opening
from mingcha.ledger.services import examine_ledger
from mingcha.registers.models import Inspector, Target
from mingcha.registers.services import change_inspector_state, change_target_state
from mingcha.registers.subjects import INSPECTORS, TARGETS
from mingcha.registers.tests.cast import as_csv, credit_code, inspector_row, target_row

REASON = "行政审批局6月台账中已无，电话核实已注销"


def company(number: int, **cells: Any) -> dict[str, Any]:
    names = {"统一社会信用代码": credit_code(number), "单位名称": f"阜平县试{number}矿业有限公司"}
    return target_row(**names | {"许可证号": f"C{number:04d}"} | cells)


def person(number: int, **cells: Any) -> dict[str, Any]:
    return inspector_row(**{"姓名": f"试{'甲乙丙丁'[number]}", "执法证编号": f"0306240{number}"} | cells)


def source(
    bureau: Bureau, role: str = "enforcement", subject: Subject = TARGETS, **facts: Any
) -> ImportSource:
    said: dict[str, Any] = {"name": "许可台账", "is_full": True} | facts
    return add_source(actor=bureau.actor(role), subject=subject, **said)


def preview(bureau: Bureau, folder: Path, feed: ImportSource, *rows: dict[str, Any]) -> ImportBatch:
    role, subject = ("enforcement", TARGETS) if feed.kind == "targets" else ("legal", INSPECTORS)
    path = as_csv(folder, rows)
    actor = bureau.actor(role)
    return preview_import(actor=actor, subject=subject, path=path, file_name="台账.csv", feed=feed.pk)


def confirm(bureau: Bureau, batch: ImportBatch, **how: Any) -> ImportBatch:
    role, subject = ("enforcement", TARGETS) if batch.kind == "targets" else ("legal", INSPECTORS)
    return confirm_import(actor=bureau.actor(role), subject=subject, batch=batch.pk, **how)


def take_over(bureau: Bureau, folder: Path, feed: ImportSource, *rows: dict[str, Any]) -> ImportBatch:
    return confirm(bureau, preview(bureau, folder, feed, *rows))


def decide(bureau: Bureau, batch: ImportBatch, answers: dict[int, str], role: str = "enforcement") -> None:
    subject = TARGETS if batch.kind == "targets" else INSPECTORS
    choose_rows(actor=bureau.actor(role), subject=subject, batch=batch.pk, ticks={}, answers=answers)


def gone(batch: ImportBatch) -> list[dict[str, Any]]:
    return [staged.content for staged in batch.staged.filter(verdict=GONE).order_by("-number")]


def states() -> dict[str, str]:
    return dict(Target.objects.values_list("licence_no", "state"))


def test_what_a_full_source_no_longer_names_is_only_proposed(fuping: Bureau, tmp_path: Path) -> None:
    feed = source(fuping)
    take_over(fuping, tmp_path, feed, company(1), company(2), company(3))
    batch = preview(fuping, tmp_path, feed, company(1), company(3, 风险类别="D"), company(4))
    counted = {key: batch.counts[key] for key in ("rows", "new", "changed", "unchanged", "refused", "gone")}
    assert counted == {"rows": 3, "new": 1, "changed": 1, "unchanged": 1, "refused": 0, "gone": 1}
    assert "阜平县试2矿业有限公司" in gone(batch)[0]["label"]
    assert gone(batch)[0]["choices"] == [["deregister", "注销"], ["move", "登记迁出"]]
    confirm(fuping, batch)
    assert states()["C0002"] == "active"


def test_one_decided_upon_is_ended_with_the_file_as_evidence_in_the_same_entry(
    fuping: Bureau, tmp_path: Path
) -> None:
    feed = source(fuping)
    take_over(fuping, tmp_path, feed, company(1), company(2), company(3))
    batch = preview(fuping, tmp_path, feed, company(1), company(4))
    decide(fuping, batch, {-1: "deregister"})
    before = Entry.objects.count()
    written = confirm(fuping, batch, reason=REASON)
    assert Entry.objects.count() == before + 1
    assert states() == {"C0001": "active", "C0002": "deregistered", "C0003": "active", "C0004": "active"}
    assert (written.counts["written"], written.counts["ended"], written.counts["left"]) == (1, 1, 1)
    opening = Opening.objects.order_by("-entry").first()
    assert opening is not None and opening.reason == REASON and '"feed":"许可台账"' in opening.content
    assert list(examine_ledger()) == []


def test_one_left_for_later_is_proposed_again_and_one_ended_is_not(fuping: Bureau, tmp_path: Path) -> None:
    feed = source(fuping)
    take_over(fuping, tmp_path, feed, company(1), company(2), company(3))
    batch = preview(fuping, tmp_path, feed, company(1))
    decide(fuping, batch, {-1: "move"})
    confirm(fuping, batch, reason=REASON)
    again = preview(fuping, tmp_path, feed, company(1))
    assert ["试3矿业" in row["label"] for row in gone(again)] == [True]


def test_an_end_needs_a_reason_and_nothing_is_written_without(fuping: Bureau, tmp_path: Path) -> None:
    feed = source(fuping)
    take_over(fuping, tmp_path, feed, company(1), company(2))
    batch = preview(fuping, tmp_path, feed, company(1), company(3))
    decide(fuping, batch, {-1: "deregister"})
    with pytest.raises(Refusal, match="须写明理由"):
        confirm(fuping, batch, reason=" ")
    assert states() == {"C0001": "active", "C0002": "active"}


def test_an_act_that_the_state_does_not_allow_cannot_be_chosen(fuping: Bureau, tmp_path: Path) -> None:
    feed = source(fuping)
    take_over(fuping, tmp_path, feed, company(1), company(2))
    target = Target.objects.get(licence_no="C0002")
    change_target_state(actor=fuping.actor("enforcement"), target=target.pk, act="revoke", reason="公告")
    batch = preview(fuping, tmp_path, feed, company(1))
    assert gone(batch)[0]["choices"] == [["deregister", "注销"]]
    with pytest.raises(Refusal, match="没有这个选项"):
        decide(fuping, batch, {-1: "move"})


def test_a_record_that_moved_on_since_the_preview_is_not_ended(fuping: Bureau, tmp_path: Path) -> None:
    feed = source(fuping)
    take_over(fuping, tmp_path, feed, company(1), company(2))
    batch = preview(fuping, tmp_path, feed, company(1))
    decide(fuping, batch, {-1: "deregister"})
    target = Target.objects.get(licence_no="C0002")
    change_target_state(actor=fuping.actor("enforcement"), target=target.pk, act="move", reason="迁往唐县")
    with pytest.raises(Conflict, match="又有变动"):
        confirm(fuping, batch, reason=REASON)
    recheck = recheck_import(actor=fuping.actor("enforcement"), subject=TARGETS, batch=batch.pk)
    assert recheck.counts["gone"] == 0


def test_a_partial_source_and_a_file_without_a_source_propose_nothing(fuping: Bureau, tmp_path: Path) -> None:
    part = source(fuping, name="乡镇报送", is_full=False)
    take_over(fuping, tmp_path, part, company(1), company(2))
    assert preview(fuping, tmp_path, part, company(1)).counts["gone"] == 0
    path = as_csv(tmp_path, [company(3)])
    actor = fuping.actor("enforcement")
    bare = preview_import(actor=actor, subject=TARGETS, path=path, file_name="台账.csv")
    assert bare.counts["gone"] == 0


def test_a_source_says_nothing_of_what_another_brought(fuping: Bureau, tmp_path: Path) -> None:
    first, second = source(fuping), source(fuping, name="省厅测绘资质系统")
    take_over(fuping, tmp_path, first, company(1), company(2))
    take_over(fuping, tmp_path, second, company(2), company(3))
    for feed, left in ((first, company(1)), (second, company(3))):
        missing = gone(preview(fuping, tmp_path, feed, left))
        assert ["试2矿业" in row["label"] for row in missing] == [True]


def test_a_file_that_agrees_with_the_register_is_taken_over_as_such(fuping: Bureau, tmp_path: Path) -> None:
    """How old a register is counts from the last file that was compared with it."""
    feed = source(fuping)
    take_over(fuping, tmp_path, feed, company(1))
    batch = take_over(fuping, tmp_path, feed, company(1))
    assert batch.counts["written"] == 0
    latest = latest_of_sources(sources_of(fuping.actor("legal"), TARGETS))
    assert latest[feed.pk] == batch


def test_taking_back_brings_the_ended_back_and_forgets_what_the_file_named(
    fuping: Bureau, tmp_path: Path
) -> None:
    feed = source(fuping)
    take_over(fuping, tmp_path, feed, company(1), company(2))
    batch = preview(fuping, tmp_path, feed, company(1), company(3))
    decide(fuping, batch, {-1: "deregister"})
    confirm(fuping, batch, reason=REASON)
    actor = fuping.actor("enforcement")
    take_back_import(actor=actor, subject=TARGETS, batch=batch.pk, reason="传错了文件")
    assert states() == {"C0001": "active", "C0002": "active"}
    assert SourceTrace.objects.filter(source=feed).count() == 2
    assert preview(fuping, tmp_path, feed, company(1)).counts["gone"] == 1
    assert list(examine_ledger()) == []


def test_all_at_once_or_row_by_row(fuping: Bureau, tmp_path: Path) -> None:
    feed, actor = source(fuping), fuping.actor("enforcement")
    take_over(fuping, tmp_path, feed, company(1), company(2), company(3))
    batch = preview(fuping, tmp_path, feed, company(4), company(5), company(6))
    choose_all(actor=actor, subject=TARGETS, batch=batch.pk, verdict=GONE, answer="deregister")
    choose_all(actor=actor, subject=TARGETS, batch=batch.pk, verdict=NEW, accepted=False)
    choose_rows(actor=actor, subject=TARGETS, batch=batch.pk, ticks={3: True}, answers={-2: ""})
    confirm(fuping, batch, reason=REASON)
    ended, left = "deregistered", "active"
    assert states() == {"C0001": ended, "C0002": left, "C0003": ended, "C0005": left}


def test_whoever_may_not_change_states_cannot_end_a_target(fuping: Bureau, tmp_path: Path) -> None:
    feed = source(fuping)
    take_over(fuping, tmp_path, feed, company(1), company(2))
    batch = preview(fuping, tmp_path, feed, company(1), company(3))
    decide(fuping, batch, {-1: "deregister"}, role="business")
    with pytest.raises(Forbidden):
        confirm_import(actor=fuping.actor("business"), subject=TARGETS, batch=batch.pk, reason=REASON)
    decide(fuping, batch, {-1: ""}, role="business")
    confirm_import(actor=fuping.actor("business"), subject=TARGETS, batch=batch.pk)
    assert states() == {"C0001": "active", "C0002": "active", "C0003": "active"}


def test_inspectors_of_the_law_office_leave_duty_the_same_way(fuping: Bureau, tmp_path: Path) -> None:
    feed = source(fuping, "legal", INSPECTORS, name="司法局人员库")
    take_over(fuping, tmp_path, feed, person(0), person(1), person(2))
    batch = preview(fuping, tmp_path, feed, person(0), person(3))
    assert [row["choices"][0] for row in gone(batch)] == [["send_away", "登记离岗"]] * 2
    decide(fuping, batch, {-1: "send_away"}, role="legal")
    confirm(fuping, batch, reason="司法局6月人员库中已无")
    known = dict(Inspector.objects.values_list("name", "state"))
    assert known == {"试甲": "on_duty", "试乙": "away", "试丙": "on_duty", "试丁": "on_duty"}
    absent = Inspector.objects.get(name="试丙")
    change_inspector_state(actor=fuping.actor("legal"), inspector=absent.pk, act="end", reason="退休")
    assert preview(fuping, tmp_path, feed, person(0), person(3)).counts["gone"] == 1


def test_the_command_line_tells_what_is_gone_and_changes_none_of_it(fuping: Bureau, tmp_path: Path) -> None:
    feed, actor = source(fuping), fuping.actor("enforcement")
    take_over(fuping, tmp_path, feed, company(1), company(2))
    path = as_csv(tmp_path, [company(1), company(3)])
    outcome = import_file(actor=actor, subject=TARGETS, path=path, source=feed)
    assert (outcome.new, outcome.unchanged) == (1, 1)
    assert outcome.gone is not None and ["试2矿业" in label for label in outcome.gone] == [True]
    assert states()["C0002"] == "active"
    assert import_file(actor=actor, subject=TARGETS, path=path).gone is None


def test_a_source_keeps_its_own_columns_before_those_of_the_office(fuping: Bureau, tmp_path: Path) -> None:
    feed, actor = source(fuping), fuping.actor("enforcement")
    row = company(1) | {"甲列": "某村", "乙列": "别的"}
    bare = preview_import(actor=actor, subject=TARGETS, path=as_csv(tmp_path, [row]), file_name="甲.csv")
    teach(fuping, bare, 甲列="place")
    teach(fuping, preview(fuping, tmp_path, feed, row), 甲列="", 乙列="place")
    fed = preview(fuping, tmp_path, feed, row)
    assert fed.reading["mapping"]["place"][1] == "乙列"
    again = preview_import(actor=actor, subject=TARGETS, path=as_csv(tmp_path, [row]), file_name="甲.csv")
    assert again.reading["mapping"]["place"][1] == "甲列"
    other = preview(fuping, tmp_path, source(fuping, name="另一来源"), row)
    assert other.reading["mapping"]["place"][1] == "甲列"
    assert ColumnMemory.objects.filter(source=feed).count() == 2


def teach(bureau: Bureau, batch: ImportBatch, **columns: str) -> None:
    """Say which column is which, the others as they were recognised."""
    known = {index: key for key, (index, *_) in batch.reading["mapping"].items()}
    headings = enumerate(batch.reading["headings"])
    told = {index: columns.get(heading, known.get(index, "")) for index, heading in headings}
    map_columns(actor=bureau.actor("enforcement"), subject=TARGETS, batch=batch.pk, columns=told)


def test_a_source_has_a_name_of_its_own_and_can_be_corrected(fuping: Bureau, tang: Bureau) -> None:
    feed = source(fuping)
    with pytest.raises(Refusal, match="已有名为“许可台账”"):
        source(fuping)
    with pytest.raises(Refusal, match="没有填写来源名称"):
        source(fuping, name=" ")
    source(fuping, "legal", INSPECTORS)
    source(tang)
    actor = fuping.actor("enforcement")
    change_source(actor=actor, subject=TARGETS, source=feed.pk, name="审批局台账", organisation="审批局")
    feed.refresh_from_db()
    assert (feed.name, feed.organisation, feed.is_full) == ("审批局台账", "审批局", False)
    with pytest.raises(Unknown):
        change_source(actor=tang.actor("enforcement"), subject=TARGETS, source=feed.pk, name="别人的")
    assert list(examine_ledger()) == []


def test_only_who_may_import_keeps_sources(fuping: Bureau) -> None:
    for role in ("legal", "leader", "auditor", "system_admin"):
        with pytest.raises(Forbidden):
            source(fuping, role)
    assert not ImportSource.objects.exists()


def test_nothing_of_the_gone_stays_staged_after_the_confirmation(fuping: Bureau, tmp_path: Path) -> None:
    feed = source(fuping)
    take_over(fuping, tmp_path, feed, company(1), company(2))
    take_over(fuping, tmp_path, feed, company(1))
    assert not StagedRow.objects.exists()
