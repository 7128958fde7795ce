"""What may be imported: each app that owns records describes them to the one import engine by a `Subject`."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common.workbooks.columns import Column, Kind
from mingcha.common.workbooks.table import Mapped, SheetRow
from mingcha.intake.verdicts import CHANGED, GONE, NEW, REFUSED, UNCHANGED
from mingcha.ledger.models import Record

if TYPE_CHECKING:
    from mingcha.intake.models import ImportBatch

__all__ = [
    "CHANGED",
    "GONE",
    "NEW",
    "REFUSED",
    "UNCHANGED",
    "Column",
    "Judged",
    "Missing",
    "Parsed",
    "Reader",
    "RowSubject",
    "Subject",
    "judged",
]


@dataclass
class Parsed:
    """One data row as read, before any look at the register. `values` are JSON-able; `refused` is the reason
    in Chinese, empty when the row is fine; `warnings` do not stop it; `label` is masked words for the
    preview. `answer` is what the user chose when the row asked a question (the key of a choice)."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    refused: str = ""
    warnings: list[str] = field(default_factory=list)
    label: str = ""
    answer: str = ""


@dataclass
class Judged(Parsed):
    """A row with its verdict against the register. `differences` are (field title, old, new), masked where
    personal. `ties` are what the subject found out for its own `write` (a holder's code, a record's id); they
    are not stored. A row with `choices` (key, words) is an open question: refused with its reason until
    answered."""

    verdict: str = NEW
    record_id: UUID | None = None
    differences: list[tuple[str, str, str]] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    ties: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Missing:
    """A record that its source no longer names: masked words for the preview, and the acts (key, words) that
    its present state allows."""

    record: UUID
    label: str
    acts: list[tuple[str, str]]


def judged(row: Parsed, verdict: str, **facts: Any) -> Judged:
    """The row with a verdict: `judged(row, REFUSED, refused="…")`."""
    return Judged(**(vars(row) | {"verdict": verdict} | facts))


Reader = Callable[[SheetRow, Mapping[str, Mapped]], Parsed]


class Subject(ABC):
    """One kind of import. Instances are stateless and shared.

    `title` is what the page calls the whole (检查对象名录库), `measure` what one row is (个对象), `url` the
    name of the page that lists the records."""

    kind: ClassVar[str]
    title: ClassVar[str]
    measure: ClassVar[str]
    url: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    ends_records: ClassVar[bool] = False
    """Whether a record that a full source no longer names may be ended through the import: then `missing` and
    `end` are the subject's own."""

    def columns_for(self, scope: Actor) -> tuple[Column, ...]:
        """The columns that the viewer's office keeps: `columns`, unless offices may add their own."""
        return self.columns

    def table(self, scope: Actor) -> Kind:
        """The kind of table that the reader looks for."""
        return Kind(self.title, self.columns_for(scope))

    @abstractmethod
    def can_import(self, actor: Actor) -> Decision:
        """Who may bring such a workbook in."""

    def can_read(self, actor: Actor) -> Decision:
        """Who may see past imports; whoever may import unless the subject says otherwise."""
        return self.can_import(actor)

    @abstractmethod
    def reader(self, scope: Actor) -> Reader:
        """What reads each row of one file by itself: `row["key"]` is the cell of a column, `mapping` knows
        heading and unit of each recognised column. What depends on the office is looked up once, here."""

    @abstractmethod
    def judge(self, scope: Actor, rows: Sequence[Parsed]) -> list[Judged]:
        """Every row in its order against the register, in a fixed number of queries. A row repeated in the
        file is unchanged. Called for the preview and again, inside the transaction, for the confirmation."""

    @abstractmethod
    def write(self, *, actor: Actor, batch: "ImportBatch", rows: Sequence[Judged]) -> list[Record]:
        """Write the new and changed rows given, in bulk, set the `record_id` of new ones, and return every
        saved record, parents first. The engine holds the transaction and the lock and writes the one ledger
        entry."""

    def named_by(self, row: Judged) -> Sequence[UUID]:
        """The records that a row speaks of, known ones after `judge`, new ones after `write` too."""
        return [row.record_id] if row.record_id else []

    def can_end(self, actor: Actor) -> Decision:
        """Who may decide on records that a source no longer names; whoever may import unless the subject says
        otherwise."""
        return self.can_import(actor)

    def missing(self, scope: Actor, records: Collection[UUID]) -> list[Missing]:
        """Those of the records that are still in play, in the order of the register, each with what may be
        done. The others have their end already."""
        return []

    def end(self, *, actor: Actor, decisions: Mapping[UUID, str]) -> list[Record]:
        """Carry the acts out (record → act), each by its state table, and return every saved record. The
        engine holds the transaction and the lock, has asked `can_end`, and writes the one ledger entry. A
        subject that ends no records is never asked: `missing` gives nothing to decide upon."""
        return []

    def hold(self, actor: Actor) -> None:
        """Lock what must stand still while an import is taken back, beyond the imports of this kind. Nothing,
        unless the subject's records have a lock of their own."""
        return

    def stands_on(self, batch: "ImportBatch") -> list[str]:
        """Why a confirmed import cannot be taken back, beyond later changes of its own records (the engine
        looks at those itself); empty when nothing stands on it."""
        return []


class RowSubject(Subject):
    """A subject whose rows say everything by themselves, whatever the office."""

    @abstractmethod
    def parse(self, row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
        """Read one row."""

    def reader(self, scope: Actor) -> Reader:
        return self.parse


_REGISTERED: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    """Make a subject known to the engine, from the owning app's `AppConfig.ready`. The engine needs all of
    them to say what a wrong file is."""
    _REGISTERED[subject.kind] = subject


def registered() -> Mapping[str, Subject]:
    """Every known subject by its kind."""
    return _REGISTERED
