"""An announcement fixes everything before the event, and is refused when it leaves a choice open (4.1)."""

from hashlib import sha256
from typing import Any

import pytest
from drawproof_cast import DICE, EVENT_AT, SELECTION_RULE, Office, clock, register, staff

import drawproof
from drawproof import DrawproofError, Infeasible
from drawproof.announcement import parse
from drawproof.canonical import json_form


def announce(files: dict[str, bytes] | None = None, **changed: Any) -> Any:
    return Office().announce(register() if files is None else files, **changed)[0]


def refused(files: dict[str, bytes] | None = None, **changed: Any) -> str:
    with pytest.raises(DrawproofError) as error:
        announce(files, **changed)
    return error.value.code


def source(**changed: Any) -> dict[str, Any]:
    return {**DICE, **changed}


def test_the_digests_are_those_of_the_protocol() -> None:
    own = announce()
    secret = sha256(b"secret of d1").hexdigest()
    assert own.digest == sha256(own.data).hexdigest()
    assert own.commitment == sha256(f"drawproof/1\ncommit\n{secret}".encode()).hexdigest()
    salt = sha256(f"{secret}\nsalt\nframe.csv".encode()).hexdigest()
    frame = register()["frame.csv"]
    assert own.files["frame.csv"].digest == sha256(salt.encode() + b"\n" + frame).hexdigest()
    assert own.files["frame.csv"].rows == 12


def test_the_check_number_is_forty_digits_in_ten_groups() -> None:
    own = announce()
    groups = own.check_number.split(" ")
    assert [len(group) for group in groups] == [4] * 10
    assert int("".join(groups)) == int(own.digest, 16) % 10**40
    largest = "".join(drawproof.check_number("f" * 64).split(" "))
    assert largest == "3269984665640564039457584007913129639935"


def test_what_was_announced_is_read_back() -> None:
    own = announce()
    assert parse(own.data) == own
    assert own.office_files == ("office-conflicts.csv", "office-inspectors.csv")


def test_the_same_files_give_other_digests_under_another_secret() -> None:
    other = announce(secret="0" * 64)
    assert other.files["frame.csv"].digest != announce().files["frame.csv"].digest


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"entropy": []}, "entropy-weak"),
        ({"entropy": [source(count=18)]}, "entropy-weak"),
        ({"entropy": [source(min=6)]}, "entropy-weak"),
        ({"entropy": [source(kind="drand")]}, "word-unknown"),
        ({"entropy": [source(kind="numbers")]}, "entropy-too-many"),
        ({"entropy": [source(count=0)]}, "integer-range"),
        ({"entropy": [source(min=7)]}, "integer-range"),
        ({"entropy": [source(at=clock(0))]}, "times-order"),
        ({"entropy": [source(at=clock(180))]}, "times-order"),
        ({"entropy": [source(), source(at="2026-03-02T01:00:00+00:00")]}, "times-order"),
        ({"entropy": [{**DICE, "more": 1}]}, "json-key-unknown"),
        ({"draw_by": EVENT_AT}, "times-order"),
        ({"kind": "lottery"}, "word-unknown"),
        ({"suite": "md5"}, "suite-unknown"),
        ({"campaign": "第1次"}, "id-form"),
        ({"draw": ""}, "id-form"),
        ({"attempt": 0}, "integer-range"),
        ({"attempt": 2}, "replaces-wrong"),
        ({"replaces": "0" * 64}, "replaces-wrong"),
        ({"replaces": "x", "attempt": 2}, "hex-form"),
        ({"builds_on": "0" * 64}, "builds-on-wrong"),
        ({"title": "a\u202eb"}, "text-control"),
        ({"notes": {"a b": "x"}}, "id-form"),
        ({"secret": "0" * 63}, "hex-form"),
        ({"secret": "A" * 64}, "hex-form"),
        ({"rule": {"balance": "even"}}, "json-key-unknown"),
        ({"rule": {"strata": {"s1": SELECTION_RULE["strata"]["s1"]}}}, "stratum-without-rule"),
        ({"office": ("a b", "局")}, "id-form"),
    ],
)
def test_an_announcement_that_breaks_a_rule_is_refused(changed: dict[str, Any], code: str) -> None:
    assert refused(**changed) == code


@pytest.mark.parametrize(
    "entropy",
    [
        [source(count=19)],
        [source(count=15, min=0, max=9)],
        [
            source(source="双色球红球", kind="numbers", count=6, min=1, max=33),
            source(source="双色球蓝球", kind="numbers", count=1, min=1, max=16),
            source(source="大乐透前区", kind="numbers", count=5, min=1, max=35),
            source(source="大乐透后区", kind="numbers", count=2, min=1, max=12),
        ],
        [source(count=48, min=0, max=1)],
        [source(kind="numbers", count=2**52, min=0, max=2**53 - 1)],
    ],
)
def test_an_event_of_two_to_the_forty_eighth_outcomes_is_enough(entropy: list[dict[str, Any]]) -> None:
    assert announce(entropy=entropy).entropy[0].count == entropy[0]["count"]


@pytest.mark.parametrize(
    "entropy",
    [
        [source(count=47, min=0, max=1)],
        [source(count=2**53 - 1, min=5, max=5)],
        [source(kind="numbers", count=2**53 - 1, min=1, max=2**53 - 1)],
        [source(kind="numbers", count=1, min=0, max=2**48 - 2)],
    ],
)
def test_an_event_of_fewer_outcomes_is_refused_whatever_its_size(entropy: list[dict[str, Any]]) -> None:
    assert refused(entropy=entropy) == "entropy-weak"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("frame.csv", None, "file-missing"),
        ("visits.csv", b"x\n", "file-unknown"),
        ("office-.csv", b"x\n", "file-unknown"),
        ("office-notes.txt", b"x\n", "file-unknown"),
        ("office-more.csv", "说明".encode(), "csv-line-end"),
        ("excluded.csv", b"unit,reason\nU03,cap\n", "unit-in-both"),
        ("frame.csv", b"unit,stratum\nU1,s3\n", "stratum-without-rule"),
        ("frame.csv", b"unit,stratum\nU2,s1\nU1,s1\n", "csv-order"),
    ],
)
def test_the_files_of_a_selection_keep_their_rules(name: str, content: bytes | None, code: str) -> None:
    files = register() | {name: content or b""}
    if content is None:
        del files[name]
    assert refused(files) == code


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("barred.csv", b"visit,inspector,reason\nV9,I1,barred\n", "id-not-listed"),
        ("barred.csv", b"visit,inspector,reason\nV1,I9,barred\n", "id-not-listed"),
        ("clusters.csv", b"visit,unit\nV9,U1\n", "id-not-listed"),
        ("withdrawn.csv", b"unit,reason,substitute\nU1,closed,\n", "unit-in-both"),
        ("withdrawn.csv", b"unit,reason,substitute\nU3,closed,U4\n", "id-not-listed"),
        ("withdrawn.csv", b"unit,reason,substitute\nU3,closed,U3\n", "id-not-listed"),
        ("visits.csv", b"visit,group,count,requires\nV1,team,9,\nV2,team,1,\n", "infeasible"),
    ],
)
def test_the_files_of_an_assignment_keep_their_rules(name: str, content: bytes, code: str) -> None:
    files = staff([("V1", "U1"), ("V2", "U2")]) | {name: content}
    changed = {"kind": "assignment", "builds_on": "0" * 64}
    assert refused(files, **changed) == code


def test_a_plan_that_cannot_be_staffed_is_not_announced_but_explained() -> None:
    files = staff([("V1", "U1")])
    files["visits.csv"] = b"visit,group,count,requires\nV1,lead,4,qual:mining\n"
    with pytest.raises(Infeasible) as error:
        announce(files, kind="assignment", builds_on="0" * 64)
    assert error.value.certificate["blocked"] == ["V1/lead"]
    assert error.value.certificate["missing"] == 2
    assert json_form.encode(error.value.certificate)


def test_an_assignment_names_the_selection_it_builds_on() -> None:
    assert refused(staff([("V1", "U1")]), kind="assignment") == "builds-on-wrong"


@pytest.mark.parametrize("key", sorted(json_form.decode_loosely(announce().data)))  # type: ignore[call-overload]
def test_every_key_of_an_announcement_is_needed_and_no_other_is_read(key: str) -> None:
    fields = dict(json_form.decode(announce().data))  # type: ignore[call-overload]  # an object
    del fields[key]
    with pytest.raises(DrawproofError) as missing:
        parse(json_form.encode(fields))
    assert missing.value.code == "json-key-missing"
    with pytest.raises(DrawproofError) as unknown:
        parse(json_form.encode({**json_form.decode(announce().data), "zz": 1}))  # type: ignore[dict-item]
    assert unknown.value.code == "json-key-unknown"
    assert unknown.value.file == "announcement.json"


def test_the_protocol_of_another_version_is_refused() -> None:
    data = announce().data.replace(b'"drawproof/1"', b'"drawproof/2"')
    with pytest.raises(DrawproofError):
        parse(data)
    assert drawproof.check_number("0" * 64) == " ".join(["0000"] * 10)
