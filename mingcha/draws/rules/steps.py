"""The steps of a ceremony: which one an attempt has reached, and the stage line above it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

SCOPE, ANNOUNCE, READ, THROWS, RESULT = "scope", "announce", "read", "throws", "result"
ANNOUNCE_TEAMS, READ_TEAMS, THROWS_TEAMS = "announce-teams", "read-teams", "throws-teams"
TEAMS, SIGN, ANNULLED = "teams", "sign", "annulled"

# step → its place in the stage line of seven
STAGE_OF: Mapping[str, int] = {
    SCOPE: 0,
    ANNOUNCE: 1,
    READ: 1,
    THROWS: 2,
    RESULT: 3,
    ANNOUNCE_TEAMS: 4,
    READ_TEAMS: 4,
    THROWS_TEAMS: 4,
    TEAMS: 5,
    SIGN: 6,
}


@dataclass(frozen=True)
class Standing:
    """What decides the step. `kind` and `state` are those of the sitting's present attempt, empty without
    one; `begun` once a throw was entered; `selected` and `assigned` once those draws are final."""

    kind: str = ""
    state: str = ""
    begun: bool = False
    selected: bool = False
    assigned: bool = False


def step_of(standing: Standing, wanted: str = "") -> str:
    """The step to show. `wanted` (from the address) moves on within what the state allows: from reading the
    check number to the throws, from a result to the next announcement, from an annulment to a new attempt."""
    allowed = _allowed(standing)
    return wanted if wanted in allowed else allowed[0]


def _allowed(standing: Standing) -> tuple[str, ...]:
    """The steps this standing allows, the one it calls for first."""
    if standing.assigned:
        return (SIGN, TEAMS)
    teams = standing.kind == "assignment"
    if standing.state == "annulled":
        return (ANNULLED, ANNOUNCE_TEAMS if standing.selected else SCOPE)
    if standing.state == "frozen":
        return (ANNOUNCE,)
    if standing.state in ("announced", "observed"):
        read, throws = (READ_TEAMS, THROWS_TEAMS) if teams else (READ, THROWS)
        return (throws,) if standing.begun or standing.state == "observed" else (read, throws)
    return (RESULT, ANNOUNCE_TEAMS) if standing.selected else (SCOPE,)


@dataclass(frozen=True)
class Stage:
    """One stop of the stage line with the class of its mark."""

    title: str
    mark: str


def stages(step: str, noun: str, *, teams: bool) -> tuple[Stage, ...]:
    """The seven stages; `noun` names what is thrown, `teams` tells at which half an annulment stands."""
    titles = (
        "说明范围",
        "公布承诺",
        f"公开{noun}",
        "抽取对象",
        f"第二次公告与{noun}",
        "匹配人员",
        "签字",
    )
    at = STAGE_OF.get(step, 4 if teams else 2)
    return tuple(Stage(title, _mark(place, at)) for place, title in enumerate(titles))


def _mark(place: int, at: int) -> str:
    if place == at:
        return "is-now"
    return "is-done" if place < at else "is-next"
