"""Selection: the protocol's vectors, and what must hold whatever the register (protocol sections 5 and 9)."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawproof import DrawproofError, Selection, select, ticket, write_table
from drawproof.selection import StratumRule, parse_rule
from drawproof.selection import draw as draw_columns

V = sha256(b"vector 1").hexdigest()


def stratum(ratio: str, at_least: int = 1, reserve: int = 0) -> dict[str, object]:
    return {"ratio": ratio, "at_least": at_least, "reserve": reserve}


def draw(pairs: Sequence[tuple[str, str]], rules: Mapping[str, StratumRule], seed: str) -> Selection:
    """Draw from pairs of a unit and its stratum."""
    return draw_columns([unit.encode() for unit, _ in pairs], [name for _, name in pairs], rules, seed)


def drawn_of(selection: Selection, name: str) -> list[tuple[str, str]]:
    return [(row.unit, row.role) for row in selection.rows if row.stratum == name]


def test_the_forty_companies_of_the_protocol_give_its_four() -> None:
    units = [f"91130624MA{n:05d}" for n in range(40)]
    frame = write_table("frame.csv", [(unit, "ABCD"[n % 4]) for n, unit in enumerate(units)])
    rows = select(frame, {"strata": {name: stratum("0.05") for name in "ABCD"}}, V).rows
    assert [(row.unit[-3:], row.ticket[:8]) for row in rows] == [
        ("004", "06e7a800"),
        ("005", "35beb30a"),
        ("018", "2a50f8d1"),
        ("003", "1ecfaf56"),
    ]


def test_the_thirty_units_of_the_protocol_give_its_result_file() -> None:
    frame = write_table("frame.csv", [(f"T{n:03d}", "abc"[n % 3]) for n in range(30)])
    rule = {
        "strata": {
            "a": stratum("0.05", reserve=2),
            "b": stratum("1/4", at_least=2, reserve=1),
            "c": stratum("1/20"),
            "d": stratum("1"),
        }
    }
    selection = select(frame, rule, V)
    assert drawn_of(selection, "a") == [("T027", "drawn"), ("T024", "reserve"), ("T012", "reserve")]
    assert [unit for unit, _ in drawn_of(selection, "b")] == ["T028", "T019", "T001", "T016"]
    assert drawn_of(selection, "c") == [("T008", "drawn")]
    digest = sha256(selection.result_csv).hexdigest()
    assert digest == "451ef0a3e405b44155c49b9f73a144153a8a8b379b40e0aca7793422a353d636"
    assert selection.counts["d"].members == 0


def test_a_ticket_is_what_sha256sum_prints() -> None:
    assert ticket(V, "U1") == sha256(f"{V}\nticket\nU1".encode()).hexdigest()


@given(st.integers(1, 60), st.integers(0, 20), st.integers(0, 2**64))
def test_ranks_are_the_tickets_sorted(members: int, reserve: int, salt: int) -> None:
    seed = sha256(str(salt).encode()).hexdigest()
    pairs = [(f"U{n}", "s") for n in range(members)]
    selection = draw(pairs, parse_rule({"strata": {"s": stratum("1/3", 2, reserve)}}), seed)
    expected = sorted((ticket(seed, unit), unit) for unit, _ in pairs)
    wanted = min(members, max(2, -(-members // 3)))
    assert [(row.ticket, row.unit) for row in selection.rows] == expected[: wanted + reserve]
    assert [row.role for row in selection.rows].count("drawn") == wanted


@given(st.permutations([(f"U{n}", f"s{n % 2}") for n in range(9)]))
def test_the_order_of_rows_never_matters(pairs: list[tuple[str, str]]) -> None:
    rules = parse_rule({"strata": {"s0": stratum("1/2", reserve=1), "s1": stratum("1/3")}})
    assert draw(pairs, rules, V).rows == draw(sorted(pairs), rules, V).rows


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 60))
def test_a_larger_ratio_extends_a_smaller_draw(p: int, q: int, members: int) -> None:
    small, large = sorted((p, q))
    pairs = [(f"U{n}", "s") for n in range(members)]
    units = [
        draw(pairs, parse_rule({"strata": {"s": stratum(f"{one}/40")}}), V).units("drawn")
        for one in (small, large)
    ]
    assert units[1][: len(units[0])] == units[0]


@given(st.integers(1, 40), st.text("abcdef0123456789", min_size=1, max_size=8))
def test_adding_a_member_never_reorders_the_others(members: int, added: str) -> None:
    rules = parse_rule({"strata": {"s": stratum("1")}})
    pairs = [(f"U{n}", "s") for n in range(members)]
    before = draw(pairs, rules, V).units("drawn")
    after = draw([*pairs, (f"X{added}", "s")], rules, V).units("drawn")
    assert [unit for unit in after if unit in set(before)] == before


def test_a_stratum_never_changes_another() -> None:
    rules = parse_rule({"strata": {"s": stratum("1/2"), "t": stratum("1/2")}})
    own = [(f"U{n}", "s") for n in range(20)]
    both = [*own, *((f"X{n}", "t") for n in range(500))]
    kept = [row for row in draw(both, rules, V).rows if row.stratum == "s"]
    assert kept == list(draw(own, rules, V).rows)


@pytest.mark.parametrize("members", [1000, 30_000])
def test_looking_at_low_tickets_only_gives_the_same_draw(members: int) -> None:
    pairs = [(f"U{n}", "s") for n in range(members)]
    rows = draw(pairs, parse_rule({"strata": {"s": stratum("0.01", reserve=5)}}), V).rows
    expected = sorted((ticket(V, unit), unit) for unit, _ in pairs)[: len(rows)]
    assert [(row.ticket, row.unit) for row in rows] == expected
    assert len(rows) == members // 100 + 5


def test_when_too_few_tickets_are_low_the_whole_stratum_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pairs = [(f"U{n}", "s") for n in range(400)]
    rules = parse_rule({"strata": {"s": stratum("0.05")}})
    expected = draw(pairs, rules, V).rows
    monkeypatch.setattr("drawproof.selection._limit", lambda count: bytes(8))
    assert draw(pairs, rules, V).rows == expected


def test_a_stratum_without_a_rule_is_refused() -> None:
    frame = b"unit,stratum\nU1,s1\nU2,s2\n"
    with pytest.raises(DrawproofError) as refused:
        select(frame, {"strata": {"s1": stratum("1/2")}}, V)
    assert refused.value.code == "stratum-without-rule"


@pytest.mark.parametrize(
    ("ratio", "members", "expected"),
    [
        ("0.05", 1, 1),
        ("0.05", 19, 1),
        ("0.05", 20, 1),
        ("0.05", 21, 2),
        ("1/3", 9, 3),
        ("1/3", 10, 4),
        ("0.333333333", 3, 1),
        ("1", 7, 7),
        ("999999999/999999999", 5, 5),
        ("1/999999999", 5, 1),
    ],
)
def test_the_share_is_rounded_up_exactly(ratio: str, members: int, expected: int) -> None:
    rules = parse_rule({"strata": {"s": stratum(ratio)}})
    pairs = [(f"U{n}", "s") for n in range(members)]
    assert draw(pairs, rules, V).counts["s"].drawn == expected


@pytest.mark.parametrize(
    "ratio",
    ["0", "0.0", "1.0", "2", "1/0", "0/1", "3/2", "01/2", ".5", "0.", "5%", "0.0123456789", " 1", "1e-1"],
)
def test_a_ratio_of_another_form_or_range_is_refused(ratio: str) -> None:
    with pytest.raises(DrawproofError) as refused:
        parse_rule({"strata": {"s": stratum(ratio)}})
    assert refused.value.code in {"ratio-form", "ratio-range"}


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"strata": []},
        {"strata": {"s": {"ratio": "1", "at_least": 0, "reserve": 0}}},
        {"strata": {"s": {"ratio": "1", "at_least": 1}}},
        {"strata": {"s": {"ratio": "1", "at_least": True, "reserve": 0}}},
        {"strata": {"s": {"ratio": 1, "at_least": 1, "reserve": 0}}},
        {"strata": {"s": {"ratio": "1", "at_least": 1, "reserve": 0, "cap": 1}}},
        {"strata": {"层": {"ratio": "1", "at_least": 1, "reserve": 0}}},
        {"strata": {}, "more": 1},
    ],
)
def test_a_rule_with_other_keys_or_values_is_refused(rule: object) -> None:
    with pytest.raises(DrawproofError):
        parse_rule(rule)
