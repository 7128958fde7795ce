"""Entries and log.txt are canonical, and nothing else is read (sections 7 and 8)."""

import pytest
from drawproof_cast import Office, clock, register

from drawproof import DrawproofError, entries, log_txt, parse_log
from drawproof.canonical import json_form

D = "0" * 64


def test_the_entry_of_an_announcement_repeats_what_was_announced() -> None:
    announced, _ = Office().announce(register())
    leaf = entries.announced(announced.data, clock(1))
    assert json_form.decode(leaf) == {
        "type": "announced",
        "at": clock(1),
        "draw": "d1",
        "office": "11130624",
        "campaign": "2026-01",
        "kind": "selection",
        "attempt": 1,
        "announcement": announced.digest,
        "commitment": announced.commitment,
        "replaces": None,
        "builds_on": None,
    }


def test_every_entry_is_read_back() -> None:
    leaves = [
        entries.observed("d1", D, clock(0)),
        entries.drawn("d1", {"teams.csv": D, "levels.csv": D}, clock(0)),
        entries.substituted("d1", {"substitutions.csv": D}, clock(0)),
        entries.recording("d1", D, clock(0)),
        entries.annulled("d1", D, "power", clock(0)),
        entries.disclosed("d1", D, clock(0)),
        entries.act(D, clock(0)),
    ]
    for leaf in leaves:
        assert entries.parse(leaf).leaf == leaf
    kinds = [entries.parse(leaf).type for leaf in leaves]
    assert kinds == ["observed", "drawn", "substituted", "recording", "annulled", "disclosed", "act"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"type": "seen", "at": clock(0), "draw": "d1"}, "word-unknown"),
        ({"at": clock(0), "draw": "d1"}, "word-unknown"),
        ({"type": "observed", "at": clock(0), "draw": "d1"}, "json-key-missing"),
        ({"type": "observed", "at": clock(0), "draw": "d1", "entropy": D, "name": "x"}, "json-key-unknown"),
        ({"type": "observed", "at": clock(0), "draw": "d1", "entropy": "x"}, "hex-form"),
        ({"type": "observed", "at": "now", "draw": "d1", "entropy": D}, "time-form"),
        ({"type": "observed", "at": clock(0), "draw": "d 1", "entropy": D}, "id-form"),
        ({"type": "act", "at": clock(0), "draw": "d1", "digest": D}, "json-key-unknown"),
        ({"type": "drawn", "at": clock(0), "draw": "d1", "files": {}}, "json-type"),
        ({"type": "drawn", "at": clock(0), "draw": "d1", "files": {"secret.txt": D}}, "word-unknown"),
        (
            {"type": "annulled", "at": clock(0), "draw": "d1", "announcement": D, "reason": "bad luck"},
            "word-unknown",
        ),
    ],
)
def test_an_entry_in_another_form_is_refused(fields: dict[str, object], code: str) -> None:
    with pytest.raises(DrawproofError) as refused:
        entries.parse(json_form.encode(fields))
    assert refused.value.code == code


LEAF = entries.observed("d1", D, clock(0))
TEXT = log_txt([(4, LEAF, [bytes(32)]), (2, LEAF, [])], (2, [bytes(32)]), [])


def test_log_txt_has_the_lines_of_the_protocol() -> None:
    lines = TEXT.decode().splitlines()
    assert lines[0] == f"entry 2 {LEAF.decode()}"
    assert lines[1] == "path"
    assert lines[3] == f"path {D}"
    assert lines[4:] == [f"announced 2 {D}", "consistency"]


def test_log_txt_is_read_back() -> None:
    log = parse_log(TEXT)
    assert [(line.index, line.entry.leaf, line.path) for line in log.lines] == [
        (2, LEAF, ()),
        (4, LEAF, (bytes(32),)),
    ]
    assert (log.announced_index, log.announced_path, log.consistency) == (2, (bytes(32),), ())


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "log-form", 1),
        (TEXT[:-1], "log-form", 6),
        (TEXT + b"\n", "log-form", 5),
        (TEXT.replace(b"path\n", b"path \n"), "log-form", 2),
        (TEXT.replace(b"entry 2", b"entry 02"), "log-form", 1),
        (TEXT.replace(b"entry 2", b"entry 4"), "log-order", 3),
        (TEXT.replace(b"entry 2", b"entry 5"), "log-order", 3),
        (TEXT.replace(b"announced 2", b"announced x"), "log-form", 5),
        (TEXT.replace(b"consistency\n", b""), "log-form", 5),
        (TEXT.replace(b'"type"', b'"typ\xff"'), "log-form", 1),
        (TEXT.replace(b'"entropy":', b'"entropy": '), "json-canonical", 1),
        (TEXT.replace(D.encode(), D.upper().encode().replace(b"0", b"A")), "hex-form", 1),
        (TEXT.replace(b"\n", b"\r\n"), "log-form", 1),
    ],
)
def test_log_txt_in_another_form_is_refused_with_its_line(content: bytes, code: str, line: int) -> None:
    with pytest.raises(DrawproofError) as refused:
        parse_log(content)
    assert (refused.value.code, refused.value.file, refused.value.line) == (code, "log.txt", line)
