"""The cases frozen under drawproof/vectors: good bundles, worked examples, bundles with one defect each."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

from drawproof_cast import (
    DICE,
    EVENT_SECONDS,
    LOG_VKEY,
    SELECTION_RULE,
    WITNESS_VKEY,
    Held,
    Office,
    clock,
    register,
    repack,
    staff,
    substitutions,
)
from forger import forge

import drawproof
from drawproof import Selection, entries, notes, pack, unpack

Case = tuple[str, bytes, dict[str, Any]]
LOG, BOTH = [LOG_VKEY], [LOG_VKEY, WITNESS_VKEY]
OTHER_LOG = notes.format_vkey("other.example/log", notes.generate_key(bytes(32)))


def expect(verdict: str, keys: list[str], others: list[str] | None = None, **more: str) -> dict[str, Any]:
    return {"keys": keys, "others": others or [], "verdict": verdict, **more}


def good() -> Iterator[Case]:
    """Bundles that verify, with the verdict each reaches."""
    office = Office()
    selection = office.record(office.hold(register()), [b"film one", b"film two"])
    assignment = office.assign(selection)
    leavers = [("V1", "lead", 1, "ill"), ("V2", "member", 1, "barred")]
    assignment = office.change(assignment, "substitutions.csv", substitutions(assignment, leavers), 80)
    assignment = office.change(assignment, "replacements.csv", _replaced(selection), 81)
    yield "selection.draw", office.bundle(selection), expect("proved", BOTH)
    yield "assignment.draw", office.bundle(assignment), expect("proved", BOTH, ["good/selection.draw"])
    alone = Office(witnessed=False)
    yield "selection-without-witness.draw", alone.bundle(alone.hold(register())), expect("consistent", BOTH)
    alone = Office(witnessed=False)
    among = alone.hold(register())
    for _ in range(3):
        alone.log(entries.act("0" * 64, clock(90)))
    yield "selection-among-acts.draw", alone.bundle(among), expect("consistent", BOTH)
    elsewhere = Office(witnessed=False, origin="other.example/log")
    other = elsewhere.bundle(elsewhere.hold(register(), office=("11130625", "唐县自然资源和规划局")))
    apart = expect("consistent", [], ["good/selection-without-witness.draw"])
    yield "selection-of-another-log.draw", other, apart
    yield from _attempts()
    balls: list[dict[str, Any]] = [
        {**DICE, "source": "双色球", "kind": "numbers", "count": 6, "min": 1, "max": 33},
        {**DICE, "source": "蓝球", "kind": "numbers", "count": 1, "min": 1, "max": 16},
        {**DICE, "count": 10},
    ]
    values = [[33, 1, 17, 20, 5, 9], [16], [1, 2, 3, 4, 5, 6, 6, 5, 4, 3]]
    ordered = [sorted(values[0]), values[1], values[2]]
    yield "three-sources.draw", forge(fields={"entropy": balls}, values=ordered), expect("proved", BOTH)


def _replaced(selection: Held) -> bytes:
    assert isinstance(selection.drawn.outcome, Selection)
    unit, reserve = selection.drawn.outcome.units("drawn")[0], selection.drawn.outcome.units("reserve")[0]
    return drawproof.write_table("replacements.csv", [(1, "V1", unit, "moved", reserve)])


def _attempts() -> Iterator[Case]:
    office = Office(witnessed=False)
    first = office.hold(register(), annulled="recording")
    yield "attempt-1-annulled.draw", office.bundle(first), expect("consistent", LOG)
    fields: dict[str, Any] = {"draw": "d3", "attempt": 2, "replaces": first.announced.digest, "start": 3}
    second = office.hold(register(), **fields)
    beside = ["good/attempt-1-annulled.draw"]
    yield "attempt-2.draw", office.bundle(second), expect("consistent", LOG, beside)


def worked() -> Iterator[Case]:
    """Worked examples without a bundle, as JSON."""
    seed = sha256(b"vector 1").hexdigest()
    frame = drawproof.write_table("frame.csv", [(f"T{n:03d}", "abc"[n % 3]) for n in range(30)])
    rule = {
        "strata": {
            "a": {"ratio": "0.05", "at_least": 1, "reserve": 2},
            "b": {"ratio": "1/4", "at_least": 2, "reserve": 1},
            "c": {"ratio": "1/20", "at_least": 1, "reserve": 0},
            "d": {"ratio": "1", "at_least": 1, "reserve": 0},
        }
    }
    result = drawproof.select(frame, rule, seed).result_csv.decode()
    yield _example("select-strata", {"seed": seed, "rule": rule, "frame": frame.decode(), "result": result})
    yield _blocked()
    yield _refusals()
    files = staff([(f"V{n}", f"U{n}") for n in range(1, 9)])
    people, visits, barred = (files[name] for name in ("inspectors.csv", "visits.csv", "barred.csv"))
    for balance in ("even", "cap"):
        drawn = drawproof.assign(people, visits, barred, {"balance": balance}, seed)
        yield _example(
            f"assign-{balance}",
            {
                "seed": seed,
                "rule": {"balance": balance},
                "inspectors": people.decode(),
                "visits": visits.decode(),
                "barred": barred.decode(),
                "teams": drawn.teams_csv.decode(),
                "levels": drawn.levels_csv.decode(),
            },
        )


def _blocked() -> Case:
    people = b"inspector,tags,cap\nA,lead;team,2\nB,team,1\nC,other,3\nD,other,\n"
    visits = (
        b"visit,group,count,requires\n"
        b"o1,lead,1,lead\no1,member,1,team\no2,lead,1,lead\no2,member,1,team\no3,team,2,other\n"
    )
    barred = b"visit,inspector,reason\n"
    try:
        drawproof.assign(people, visits, barred, {"balance": "even"}, "0" * 64)
    except drawproof.Infeasible as blocked:
        files = {"inspectors": people.decode(), "visits": visits.decode(), "barred": barred.decode()}
        return _example("assign-impossible", {**files, "certificate": blocked.certificate})
    raise AssertionError("this plan cannot be staffed")


def _refusals() -> Case:
    people = b"inspector,tags,cap\nL1,l1;l2;l3,\nL2,l2;l3,\nL3,l3,\nM1,m1,\nM2,m1;m2,\n"
    visits = (
        b"visit,group,count,requires\no1,land,1,l3\no1,market,1,m1\no2,land,1,l2\no2,market,1,m1\n"
        b"o3,land,1,l1\no3,market,1,m1\no4,land,1,l2\no4,market,1,m2\n"
    )
    barred, rule = b"visit,inspector,reason\n", {"balance": "even"}
    seed = "bcb8a45ede8805caa3fe7efcd129c3209e6a84ec47428ac6c670a200ed9b444a"
    drawn = drawproof.assign(people, visits, barred, rule, seed)
    files = {"inspectors": people.decode(), "visits": visits.decode(), "barred": barred.decode()}
    results = {"teams": drawn.teams_csv.decode(), "levels": drawn.levels_csv.decode()}
    return _example("assign-refusals", {"seed": seed, "rule": rule, **files, **results})


def _example(name: str, content: dict[str, Any]) -> Case:
    return f"{name}.json", (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode(), {}


def bad() -> Iterator[Case]:
    """Bundles with one defect each, the step that finds it and this library's code for it."""
    for name, content, step, code in [*_containers(), *_announcements(), *_contents(), *_plans(), *_logs()]:
        yield f"{name}.draw", content, expect("refused", BOTH, step=step, code=code)
    whole = forge()
    mismatch = expect("refused", [OTHER_LOG], step="log", code="log-key")
    yield "log-signed-by-another-key.draw", whole, mismatch
    for name, content, step, code, others in [*_sittings(), *_histories()]:
        yield f"{name}.draw", content, expect("refused", BOTH, others, step=step, code=code)


Defect = tuple[str, bytes, str, str]


def replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    """The first occurrence of a text replaced by another."""
    return lambda content: content.replace(old.encode(), new.encode(), 1)


def _containers() -> Iterator[Defect]:
    whole = forge()
    files = unpack(whole)
    deflated, dated = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(deflated, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(dated, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 2, 9, 0, 0)), content)
    yield "zip-truncated", whole[:-400], "form", "zip-canonical"
    yield "zip-cut-inside-a-file", whole[:200], "form", "zip-truncated"
    yield "zip-with-a-byte-more", whole + b"\0", "form", "zip-canonical"
    yield "zip-with-a-byte-before", b"\0" + whole, "form", "zip-form"
    yield (
        "zip-with-a-flipped-bit",
        whole[:300] + bytes([whole[300] ^ 1]) + whole[301:],
        "form",
        "zip-canonical",
    )
    yield "zip-deflated", deflated.getvalue(), "form", "zip-canonical"
    yield "zip-with-other-dates", dated.getvalue(), "form", "zip-canonical"
    yield "not-a-zip", b"%PDF-1.7\n", "form", "zip-form"
    yield "file-unknown", pack({**files, "readme.txt": b"x"}), "form", "file-unknown"
    yield "file-of-the-office", pack({**files, "office-x.csv": b"x\n"}), "form", "office-file-present"
    yield "file-of-the-other-kind", pack({**files, "teams.csv": b"x\n"}), "announcement", "file-unknown"
    del files["excluded.csv"]
    yield "file-missing", pack(files), "announcement", "file-missing"


def _announcements() -> Iterator[Defect]:
    step = "announcement"
    twice = replaced('"draw":', '"draw":"d0","draw":')
    yield "announcement-with-a-key-twice", forge(announcement=twice), step, "json-duplicate-key"
    yield "announcement-with-white-space", forge(announcement=replaced(",", ", ")), step, "json-canonical"
    yield "announcement-with-an-unknown-key", forge(fields={"more": 1}), step, "json-key-unknown"
    hidden = replaced("抽取", "\u202e抽取")
    yield "announcement-with-bidirectional-text", forge(announcement=hidden), step, "text-control"
    cases: list[tuple[str, dict[str, Any], str]] = [
        ("event-of-too-few-outcomes", {"entropy": [{**DICE, "min": 3}]}, "entropy-weak"),
        ("event-before-the-announcement", {"announced_at": clock(60)}, "times-order"),
        ("event-after-draw-by", {"draw_by": clock(60)}, "times-order"),
        ("event-of-a-reserved-kind", {"entropy": [{**DICE, "kind": "drand"}]}, "word-unknown"),
        ("attempt-1-that-replaces-another", {"replaces": "0" * 64}, "replaces-wrong"),
        ("selection-that-builds-on-another", {"builds_on": "0" * 64}, "builds-on-wrong"),
        ("suite-unknown", {"suite": "md5"}, "suite-unknown"),
        ("id-too-long", {"campaign": "c" * 48}, "id-form"),
        ("time-in-another-form", {"draw_by": "2026-03-02T12:00:00Z"}, "time-form"),
    ]
    for name, fields, code in cases:
        values = [[3] * 20] if name == "event-of-too-few-outcomes" else None
        yield name, forge(fields=fields, values=values), step, code
    without = {"strata": {"s1": SELECTION_RULE["strata"]["s1"]}}
    yield "stratum-without-a-rule", forge(fields={"rule": without}), "files", "stratum-without-rule"


def _contents() -> Iterator[Defect]:
    frame = register()["frame.csv"]
    lines = frame.splitlines(keepends=True)
    unsorted = b"".join([lines[0], lines[2], lines[1], *lines[3:]])
    yield "frame-not-in-order", forge(files={"frame.csv": unsorted}), "files", "csv-order"
    yield (
        "frame-with-ids-that-differ-in-case",
        forge(files={"frame.csv": frame + b"u01,s1\n"}),
        "files",
        "id-case",
    )
    quoted = frame.replace(b"U00", b'"U00"')
    yield "frame-with-quotes", forge(files={"frame.csv": quoted}), "files", "id-form"
    both = {"excluded.csv": b"unit,reason\nU03,cap\n"}
    yield "unit-in-frame-and-excluded", forge(files=both), "files", "unit-in-both"
    reason = {"excluded.csv": b"unit,reason\nU90,friend\n"}
    yield "excluded-for-an-unknown-reason", forge(files=reason), "files", "reason-unknown"
    yield (
        "frame-changed-after-the-announcement",
        repack(forge(), frame__csv=frame[:-7]),
        "files",
        "file-changed",
    )
    yield "secret-of-another-draw", repack(forge(), secret__txt=b"0" * 64), "commitment", "secret-wrong"
    longer = unpack(forge())["secret.txt"] + b"\n"
    yield "secret-with-a-line-feed", repack(forge(), secret__txt=longer), "commitment", "hex-form"
    yield "event-out-of-range", forge(values=[[7] * 20]), "event", "integer-range"
    yield "event-of-another-count", forge(values=[[6] * 21]), "event", "entropy-count"
    yield "event-of-another-source", forge(entropy=replaced("骰子", "色子")), "event", "entropy-source"
    yield "result-with-a-unit-exchanged", forge(results=_exchanged), "result", "result-differs"
    unlogged = forge(add={"recordings.csv": b"chunk,bytes,digest\n"})
    yield "recording-that-was-not-logged", unlogged, "recordings", "recording-differs"


def _plans() -> Iterator[Defect]:
    files = staff([("V1", "U1"), ("V2", "U2")])
    fields = {"kind": "assignment", "rule": {"balance": "even"}, "builds_on": "0" * 64}
    too_many = "visit,group,count,requires\nV1,lead,4,qual:mining\nV2,member,1,\n"
    stranger = "visit,inspector,reason\nV1,I9,barred\n"
    cases = [
        ("plan-that-cannot-be-staffed", "visits.csv", too_many, "infeasible"),
        ("bar-of-an-unknown-inspector", "barred.csv", stranger, "id-not-listed"),
        ("cluster-of-an-unknown-visit", "clusters.csv", "visit,unit\nV3,U1\n", "id-not-listed"),
        ("unit-in-two-clusters", "clusters.csv", "visit,unit\nV1,U1\nV2,U1\n", "csv-repeated"),
        ("tags-not-in-order", "inspectors.csv", "inspector,tags,cap\nI1,b;a,\n", "tags-order"),
    ]
    for name, file, content, code in cases:
        yield name, forge(files={**files, file: content.encode()}, fields=fields), "files", code


def _exchanged(made: dict[str, bytes]) -> dict[str, bytes]:
    """A drawn unit and a reserve change places."""
    text = made["result.csv"]
    units = [line.split(b",")[2] for line in text.splitlines()[1:]]
    text = text.replace(units[0], b"#").replace(units[2], units[0]).replace(b"#", units[2])
    return {"result.csv": text}


def _logs() -> Iterator[Defect]:
    def timed(*minutes: int) -> bytes:
        times = [{"at": clock(one)} for one in minutes]
        return forge(leaves=lambda own: [entry | at for entry, at in zip(own, times, strict=True)])

    yield "announced-after-the-event", timed(60, 61, 62), "log", "announced-late"
    yield "observed-before-the-event", timed(1, 59, 62), "log", "observed-early"
    yield "drawn-after-draw-by", timed(1, 60, 181), "log", "drawn-late"
    yield "drawn-at-the-time-of-observing", timed(1, 60, 60), "log", "log-time-order"
    yield "drawn-before-observed", forge(leaves=lambda own: [own[0], own[2], own[1]]), "log", "log-time-order"
    yield "drawn-twice", forge(leaves=lambda own: [*own, own[2]]), "log", "log-not-one"
    yield "observed-missing", forge(leaves=lambda own: [own[0], own[2]]), "log", "log-not-one"
    annul = {"type": "annulled", "at": clock(63), "draw": "d1", "announcement": "0" * 64, "reason": "power"}
    other_end = forge(leaves=lambda own: [*own[:2], annul, own[2]])
    yield "annulled-for-another-announcement", other_end, "log", "log-entry-differs"
    late = forge(leaves=lambda own: [*own, {**annul, "announcement": own[0]["announcement"]}])
    yield "annulled-after-the-draw", late, "log", "annulled-late"
    other = {"type": "recording", "at": clock(70), "draw": "d8", "head": "0" * 64}
    yield "log-with-an-entry-of-another-draw", forge(leaves=lambda own: [*own, other]), "log", "log-foreign"
    act = {"type": "act", "at": clock(70), "digest": "0" * 64}
    yield "log-with-an-act-of-the-platform", forge(leaves=lambda own: [*own, act]), "log", "log-foreign"
    yield "log-with-a-hash-of-65-digits", forge(log=replaced("\npath ", "\npath 0")), "log", "log-form"
    yield "log-with-another-index", forge(log=replaced("entry 2", "entry 3")), "log", "log-inclusion"
    yield "witnessed-after-the-event", forge(witness_seconds=EVENT_SECONDS), "order", "order-late"
    foreign = Office().hold(register(), draw="d0").early or ""
    yield "witnessed-for-another-announcement", forge(early=lambda _: foreign), "order", "log-inclusion"
    shortened = forge(log=lambda text: text[: text.index(b"announced 0")])
    yield "witness-file-without-its-lines", shortened, "order", "order-incomplete"
    second = {"attempt": 2, "replaces": "0" * 64}
    yield "attempt-2-without-the-first", forge(fields=second), "attempts", "attempts-gap"


def _histories() -> Iterator[tuple[str, bytes, str, str, list[str]]]:
    """What only the entries of other attempts, or another bundle of the same log, give away."""
    office = Office(witnessed=False)
    first = office.hold(register())
    office.log(entries.annulled("d1", first.announced.digest, "recording", clock(63)))
    again: dict[str, Any] = {"draw": "d3", "attempt": 2, "replaces": first.announced.digest, "start": 4}
    second = office.bundle(office.hold(register(), **again))
    yield "attempt-1-annulled-when-its-result-was-known", second, "attempts", "annulled-late", []
    office = Office(witnessed=False)
    first = office.hold(register(), annulled="recording")
    shown = [(index, leaf) for index, leaf in office.of(first) if entries.parse(leaf).type != "annulled"]
    hidden = office.bundle(first, entries=shown)
    yield "annulment-left-out", hidden, "attempts", "log-incomplete", ["good/attempt-2.draw"]
    office = Office(witnessed=False)
    other = office.bundle(office.hold(register(), campaign="2026-02", draw="d5"))
    beside = ["good/selection-without-witness.draw"]
    yield "log-with-two-histories", other, "attempts", "log-forked", beside
    office = Office(witnessed=False)
    for _ in range(3):
        office.log(entries.act("0" * 64, clock(0)))
    apart = office.bundle(office.hold(register(), campaign="2026-02", draw="d5"))
    beside = ["good/selection-among-acts.draw"]
    yield "log-of-the-same-size-with-another-root", apart, "attempts", "log-forked", beside


def _sittings() -> Iterator[tuple[str, bytes, str, str, list[str]]]:
    """Assignments beside the selection they build on, ``good/selection.draw``."""
    beside = ["good/selection.draw"]
    office = Office()
    selection = office.record(office.hold(register()), [b"film one", b"film two"])
    held = office.assign(selection)
    data = office.bundle(held)
    content = substitutions(held, [("V1", "member", 1, "ill")])
    unlogged = repack(data, substitutions__csv=content)
    yield "substitution-that-was-not-logged", unlogged, "changes", "changes-unlogged", beside
    row = content.decode().splitlines()[1].split(",")
    wanted = next(name for name in ("I1", "I2", "I3", "I4", "I5") if name not in (row[5], row[7]))
    forged = drawproof.write_table("substitutions.csv", [(*row[:7], wanted)])
    chosen = office.change(held, "substitutions.csv", forged, 80)
    yield "substitute-of-the-offices-choice", office.bundle(chosen), "changes", "substitute-differs", beside
    empty = repack(data, substitutions__csv=drawproof.write_table("substitutions.csv", []))
    yield "change-file-without-rows", empty, "changes", "changes-unlogged", beside
    own = Office()
    first = own.record(own.hold(register()), [b"film one", b"film two"])
    foreign = own.bundle(own.assign(first, office=("11130625", "唐县自然资源和规划局")))
    yield "assignment-on-the-selection-of-another-office", foreign, "changes", "selection-foreign", beside
    yield from _returning(selection)
    assert isinstance(selection.drawn.outcome, Selection)
    units, reserves = selection.drawn.outcome.units("drawn"), selection.drawn.outcome.units("reserve")
    cases: list[tuple[str, list[str], list[tuple[str, ...]], str]] = [
        ("drawn-unit-without-a-visit", units[1:], [], "units-differ"),
        ("visit-to-a-unit-that-was-not-drawn", [*units, "U99"], [], "units-differ"),
        (
            "reserve-passed-over",
            [reserves[1], *units[1:]],
            [(units[0], "closed", reserves[1])],
            "reserve-order",
        ),
    ]
    for name, visited, withdrawn, code in cases:
        own = Office()
        first = own.record(own.hold(register()), [b"film one", b"film two"])
        clusters = [(f"V{n}", unit) for n, unit in enumerate(visited, 1)]
        yield (
            name,
            own.bundle(own.assign(first, clusters=clusters, withdrawn=withdrawn)),
            "changes",
            code,
            beside,
        )


def _returning(selection: Held) -> Iterator[tuple[str, bytes, str, str, list[str]]]:
    """Units that left and come back as substitutes; without the selection's bundle nothing else tells."""
    assert isinstance(selection.drawn.outcome, Selection)
    units, reserves = selection.drawn.outcome.units("drawn"), selection.drawn.outcome.units("reserve")
    once: tuple[int | str, ...] = (1, "V1", units[1], "moved", units[0])
    back: tuple[int | str, ...] = (1, "V1", units[0], "moved", reserves[0])
    again: tuple[int | str, ...] = (2, "V2", units[1], "moved", units[0])
    cases: list[tuple[str, list[tuple[str, ...]], list[tuple[int | str, ...]]]] = [
        ("withdrawn-unit-that-comes-back", [(units[0], "closed", "")], [once]),
        ("replaced-unit-that-comes-back", [], [back, again]),
    ]
    for name, withdrawn, replaced_rows in cases:
        office = Office()
        first = office.record(office.hold(register()), [b"film one", b"film two"])
        visited = [unit for unit in units if all(unit != row[0] for row in withdrawn)]
        clusters = [(f"V{n}", unit) for n, unit in enumerate(visited, 1)]
        held = office.assign(first, clusters=clusters, withdrawn=withdrawn)
        content = drawproof.write_table("replacements.csv", replaced_rows)
        held = office.change(held, "replacements.csv", content, 80)
        yield name, office.bundle(held), "changes", "csv-repeated", []
