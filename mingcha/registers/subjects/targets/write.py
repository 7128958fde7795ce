"""New and changed rows into the register, in bulk."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.bulk import insert_rows
from mingcha.intake.models import ImportBatch
from mingcha.intake.subjects import Judged
from mingcha.ledger.models import Record
from mingcha.registers.models import COMPANY, NATURAL_PERSON, Holder, StandingEvent, Target, TargetMove
from mingcha.registers.rules.numbering import OWN_NUMBER, next_number, numbered
from mingcha.registers.rules.standing import RISK_CLASS
from mingcha.registers.states import ACTIVE
from mingcha.registers.subjects.targets.columns import HOLDER_KEYS, TARGET_KEYS
from mingcha.registers.subjects.targets.compare import new_value, said_keys
from mingcha.registers.subjects.targets.holders import CHUNK, Party

BATCH = 500
WORKBOOK = "检查对象名录库表格中的风险类别"


def write_targets(actor: Actor, rows: Sequence[Judged], batch: ImportBatch | None = None) -> list[Record]:
    """Every saved holder, then every saved target, then an event for each class that the `batch` changed."""
    return _Writing(actor, rows, batch).write()


class _Writing:
    def __init__(self, actor: Actor, rows: Sequence[Judged], batch: ImportBatch | None) -> None:
        self.actor, self.rows, self.batch = actor, rows, batch
        self.events: list[StandingEvent] = []
        self.new_holders: dict[str, Holder] = {}
        self.changed_holders: dict[str, Holder] = {}
        self.new_targets: list[Target] = []
        self.changed_targets: list[Target] = []

    def write(self) -> list[Record]:
        self.next_own = next_number(_own_codes(self.actor))
        for row in self.rows:
            self._take_holder(row)
        self.sequence = _last_suffixes(party.holder for party in self._parties() if party.holder)
        for row in self.rows:
            self._take_target(row)
        return self._save()

    def _parties(self) -> Iterable[Party]:
        return (row.ties["party"] for row in self.rows)

    def _take_holder(self, row: Judged) -> None:
        party: Party = row.ties["party"]
        if party.holder is None:
            party.holder = self.new_holders[party.key] = self._new_holder(party)
        elif party.first == row.number and party.key not in self.new_holders:
            _describe(party.holder, row.values)
            self.changed_holders[party.key] = party.holder

    def _new_holder(self, party: Party) -> Holder:
        code = party.facts["uscc"] or party.facts["register_no"]
        if not code:
            code, self.next_own = numbered(OWN_NUMBER, self.next_own), self.next_own + 1
        return _holder(self.actor, party, code)

    def _take_target(self, row: Judged) -> None:
        target: Target | None = row.ties.get("target")
        holder: Holder = row.ties["party"].holder
        if target is None:
            suffix = self.sequence[holder.code] = self.sequence.get(holder.code, 0) + 1
            target = Target(office_id=self.actor.office_id, holder=holder, code=f"{holder.code}#{suffix:02d}")
            target.category, target.state = row.values["category"], ACTIVE
            self.new_targets.append(target)
        else:
            self.changed_targets.append(target)
        row.record_id = target.pk
        former = target.risk_class
        _fill(target, row.values)
        if self.batch is not None and not target._state.adding and target.risk_class != former:
            self.events.append(_class_event(self.actor, self.batch, target, former))

    def _save(self) -> list[Record]:
        """A changed row may turn out equal to what the register has; it is recorded all the same."""
        insert_rows(list(self.new_holders.values()))
        _update(Holder, list(self.changed_holders.values()))
        insert_rows(self.new_targets)
        _update(Target, self.changed_targets)
        StandingEvent.objects.bulk_create(self.events, batch_size=BATCH)
        return [
            *self.new_holders.values(),
            *self.changed_holders.values(),
            *self.new_targets,
            *self.changed_targets,
            *self.events,
        ]


def new_holder(actor: Actor, party: Party) -> Holder:
    """One unsaved holder that the register does not have."""
    code = party.facts["uscc"] or party.facts["register_no"]
    return _holder(actor, party, code or numbered(OWN_NUMBER, next_number(_own_codes(actor))))


def _holder(actor: Actor, party: Party, code: str) -> Holder:
    kind = NATURAL_PERSON if party.is_person else COMPANY
    holder = Holder(office_id=actor.office_id, code=code, kind=kind, town=party.facts["town"])
    _describe(holder, party.facts)
    return holder


def _describe(holder: Holder, facts: Mapping[str, Any]) -> None:
    """The holder's own columns; an empty cell leaves what is known."""
    holder.uscc = facts["uscc"] or holder.uscc
    holder.register_no = facts["register_no"] or holder.register_no
    if not holder.name or facts["holder"] != holder.full_name:
        holder.give_name(facts["holder"])
    holder.derive_code_look()
    for key in HOLDER_KEYS:
        if facts[key] and facts[key] != getattr(holder, key):
            setattr(holder, key, facts[key])


def _fill(target: Target, values: Mapping[str, Any]) -> None:
    for key in TARGET_KEYS if target._state.adding else said_keys(target, values):
        if values[key] and new_value(key, values[key]) != getattr(target, key):
            setattr(target, key, new_value(key, values[key]))
    if values["is_permanent"]:
        target.valid_until = None
    elif values["valid_until"]:
        target.is_permanent = False
    target.details = target.details | values["details"]
    target.derive()


def _class_event(actor: Actor, batch: ImportBatch, target: Target, former: str) -> StandingEvent:
    """A class changed by a workbook of targets, which bears no day of the result: that of the import."""
    target.risk_on = moments.today()
    return StandingEvent(
        office_id=actor.office_id,
        holder_id=target.holder_id,
        target=target,
        kind=RISK_CLASS,
        value=target.risk_class,
        former=former,
        stands_on=target.risk_on,
        source=batch.source or batch.file_name[:64],
        reason=batch.note or WORKBOOK,
        person_id=actor.person_id,
        person_name=actor.name,
        batch=batch,
        recorded_at=moments.now(),
    )


def _update(model: type[Holder] | type[Target], rows: Sequence[Any]) -> None:
    names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    if rows:
        model._default_manager.bulk_update(rows, names, batch_size=200)


def _own_codes(actor: Actor) -> Iterable[str]:
    """The numbers this register has given so far."""
    own = Holder.objects.filter(office_id=actor.office_id, code__startswith=OWN_NUMBER)
    return own.values_list("code", flat=True)


def _last_suffixes(holders: Iterable[Holder]) -> dict[str, int]:
    """The highest target number of each holder that already has targets."""
    codes = {holder.pk: holder.code for holder in holders if not holder._state.adding}
    found: dict[str, int] = {}
    keys = list(codes)
    for start in range(0, len(keys), CHUNK):
        rows = Target.objects.filter(holder__in=keys[start : start + CHUNK]).values_list("holder", "code")
        for holder, code in rows:
            found[codes[holder]] = max(found.get(codes[holder], 0), int(code.rpartition("#")[2]))
        # Targets that moved to another holder keep their code, which is not given twice.
        gone = TargetMove.objects.filter(from_holder__in=keys[start : start + CHUNK])
        for code in gone.values_list("target__code", flat=True):
            own, _, suffix = code.rpartition("#")
            found[own] = max(found.get(own, 0), int(suffix))
    return found
