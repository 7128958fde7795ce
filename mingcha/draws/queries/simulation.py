"""What the played years of an office have shown so far, and whether they still fit campaigns and rosters."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property

from django.apps import apps
from django.db.models import Max

from drawproof.canonical import tables
from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.workbooks.writer import Value
from mingcha.draws.models import LoadSimulation
from mingcha.draws.rules.committed import Conflict, Group, RosterLine
from mingcha.draws.rules.simulation import RUNS, Planned, Tally
from mingcha.ledger.models import Version
from mingcha.plans.queries import planned_frame, protocol_rule, settings_of, visit_groups
from mingcha.plans.queries.forecasts import planned_campaigns
from mingcha.registers.models import Inspector
from mingcha.registers.queries import conflicts_in_force, eligible_inspectors

RESTS_ON = ("law", "registers", "items", "plans")
LOAD_HEADINGS = ("人员编号", "姓名", "股所室队", "全年平均户次", "最少", "最多")


@dataclass(frozen=True)
class Inputs:
    """Everything a played year needs; the same inputs have the same digest."""

    planned: tuple[Planned, ...]
    roster: tuple[RosterLine, ...]
    conflicts: tuple[Conflict, ...]

    @cached_property
    def digest(self) -> str:
        plain = {
            "planned": [asdict(one) | {"frame": one.frame.decode("ascii")} for one in self.planned],
            "roster": [asdict(line) for line in self.roster],
            "conflicts": [list(one) for one in self.conflicts],
        }
        return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class LoadLine:
    """Visits of one inspector in a year: `total` over all `runs`, the fewest and the most of one run."""

    roster_no: str
    name: str
    section: str
    runs: int
    total: int
    least: int
    most: int

    @property
    def mean(self) -> float:
        return self.total / self.runs


@dataclass(frozen=True)
class Loads:
    """The state of a simulation."""

    runs: int
    lines: tuple[LoadLine, ...]
    short: tuple[tuple[str, int], ...]

    @property
    def is_complete(self) -> bool:
        return self.runs >= RUNS


def simulation_inputs(scope: Actor, year: int) -> Inputs:
    """The campaigns of the year as they are planned now, the people who can be drawn today."""
    today = moments.today()
    people = eligible_inspectors(scope, today)
    return Inputs(
        planned=tuple(_planned(scope, year)),
        roster=tuple(RosterLine(one.inspector.roster_no, tuple(one.tags), not one.reasons) for one in people),
        conflicts=tuple(
            Conflict(one.inspector.roster_no, one.holder_code, str(one.pk))
            for one in conflicts_in_force(scope, today)
        ),
    )


def loads_of(scope: Actor, year: int) -> Loads:
    """What was played so far, the busiest first; nothing once campaigns, registers or list have changed, or
    on another day, on which others may be drawn."""
    fits = LoadSimulation.objects.filter(stamp=stamp_of(), played_on=moments.today())
    kept = fits.filter(office_id=scope.office_id, year=year).first()
    tally = Tally.read(kept.runs, kept.loads, kept.short) if kept else Tally()
    names = names_of(scope)
    lines = [_line(roster_no, loads, names) for roster_no, loads in tally.loads.items()]
    lines.sort(key=lambda line: (-line.mean, line.roster_no))
    return Loads(tally.runs, tuple(lines), tuple(sorted(tally.short.items())))


def stamp_of() -> int:
    """The last entry of the log about anything that a played year rests on; -1 without one."""
    tables = [model._meta.db_table for app in RESTS_ON for model in apps.get_app_config(app).get_models()]
    last: int | None = Version.objects.filter(table__in=tables).aggregate(last=Max("entry_id"))["last"]
    return -1 if last is None else last


def campaign_count(scope: Actor, year: int) -> int:
    return planned_campaigns(scope, year).count()


def names_of(scope: Actor) -> dict[str, tuple[str, str]]:
    """Name and section of each inspector by roster number."""
    people = Inspector.objects.filter(office_id=scope.office_id).select_related("section")
    return {one.roster_no: (one.name, one.section_name) for one in people}


def kept_tally(scope: Actor, year: int, inputs: Inputs) -> Tally:
    """The runs that were played with exactly these inputs; none where there were none or others."""
    kept = LoadSimulation.objects.filter(office_id=scope.office_id, year=year, digest=inputs.digest).first()
    return Tally.read(kept.runs, kept.loads, kept.short) if kept else Tally()


def _planned(scope: Actor, year: int) -> Iterator[Planned]:
    """The campaigns that have somebody to draw."""
    for campaign in planned_campaigns(scope, year):
        frame = planned_frame(scope, settings_of(campaign))
        if frame.rows:
            yield Planned(
                number=campaign.number,
                frame=tables.write("frame.csv", frame.rows),
                rule=protocol_rule(frame),
                balance=campaign.balance,
                groups=tuple(Group(*group) for group in visit_groups(campaign)),
            )


def _line(roster_no: str, loads: Counter[int], names: Mapping[str, tuple[str, str]]) -> LoadLine:
    name, section = names.get(roster_no, (roster_no, ""))
    total = sum(load * runs for load, runs in loads.items())
    return LoadLine(roster_no, name, section, loads.total(), total, min(loads), max(loads))


def load_export_row(line: LoadLine) -> list[Value]:
    """An inspector's load as a row of a workbook."""
    return [line.roster_no, line.name, line.section, round(line.mean, 2), line.least, line.most]
