"""Every row of a file against the register of targets.

A target with a document number is known by number and category; one without by holder, category and its own
name, or its place when it has no name. Rows that agree with a known target only in part are questions, never
merges."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from mingcha.accounts.actors import Actor
from mingcha.common.sealing import fingerprint
from mingcha.intake.subjects import CHANGED, NEW, REFUSED, UNCHANGED, Judged, Parsed, judged
from mingcha.registers.models import Target
from mingcha.registers.queries import definitions_of
from mingcha.registers.subjects.targets.compare import (
    Identity,
    holder_differences,
    identities_of_row,
    identity_of_row,
    identity_of_target,
    row_conflicts,
    target_differences,
)
from mingcha.registers.subjects.targets.holders import CHUNK, NEW_ONE, SAME, Choices, Doubt, Parties, Party

Group = tuple[str, str]
"""Key of the holder and category: within it targets are told apart."""


def judge_targets(scope: Actor, rows: Sequence[Parsed]) -> list[Judged]:
    """The verdicts, in the order of the rows."""
    return _Judgement(scope, rows).all()


class _Judgement:
    def __init__(self, scope: Actor, rows: Sequence[Parsed]) -> None:
        self.rows = rows
        self.definitions = definitions_of(scope)
        self.parties = Parties(scope, rows)
        self.party: dict[int, Party | Doubt] = {row.number: self.parties.of(row) for row in rows}
        self.targets: dict[Group, list[Target]] = defaultdict(list)
        self.licensed: dict[tuple[str, str], Target] = {}
        self._load(scope)
        self.match: dict[int, Target] = {}
        self.taken: set[Target] = set()
        self.first: dict[Group, list[tuple[Identity, Parsed]]] = defaultdict(list)
        self.licence_rows: dict[tuple[str, str], Parsed] = {}

    def _load(self, scope: Actor) -> None:
        """The targets of the file's holders, and whoever has its document numbers."""
        keys = {
            party.holder.pk: party.key for party in self.parties.known.values() if party.holder is not None
        }
        holders = list(keys)
        licences = sorted({row.values["licence_no"] for row in self.rows} - {""})
        for start in range(0, len(holders), CHUNK):
            part = holders[start : start + CHUNK]
            own = Target.objects.filter(holder__in=part).select_related("merged_into").order_by("code")
            for target in own:
                self.targets[keys[target.holder_id], target.category].append(target)
        for start in range(0, len(licences), CHUNK):
            part_ = licences[start : start + CHUNK]
            found = Target.objects.filter(office_id=scope.office_id, licence_no__in=part_)
            known = found.select_related("holder", "merged_into__holder")
            self.licensed |= {(t.licence_no, t.category): t.survivor for t in known}

    def all(self) -> list[Judged]:
        for row in self.rows:
            self._match(row)
        self.taken = set(self.match.values())
        return [self._verdict(row) for row in self.rows]

    def _match(self, row: Parsed) -> None:
        """Exact agreement first, so that what is left over is known before anything is asked."""
        party = self.party[row.number]
        if isinstance(party, Doubt):
            return
        own = identities_of_row(row.values)
        for target in self.targets[party.key, row.values["category"]]:
            known = identity_of_target(target)
            chosen = row.answer == SAME + target.code
            if chosen or any(known.is_same(one) for one in own):
                self.match[row.number] = _followed(row, target)
                return

    def _verdict(self, row: Parsed) -> Judged:
        party = self.party[row.number]
        if isinstance(party, Doubt):
            return judged(row, REFUSED, refused=party.reason, choices=party.choices)
        trouble = self._name_trouble(row, party) or self._licence_trouble(row, party)
        if trouble:
            return judged(row, REFUSED, refused=trouble)
        group = (party.key, row.values["category"])
        own = identity_of_row(row.values)
        earlier = next((first for known, first in self.first[group] if known.is_same(own)), None)
        if earlier is not None:
            return self._repeated(row, earlier)
        question = self._question(row, party, own)
        if question is not None:
            return question
        self.first[group].append((own, row))
        return self._against_register(row, party)

    def _name_trouble(self, row: Parsed, party: Party) -> str:
        """One code, two names in one file: one of them is wrong."""
        first = party.facts["holder"]
        if fingerprint(first) == fingerprint(row.values["holder"]):
            return ""
        if party.has_code and party.first != row.number:
            return f"与第{party.first}行代码相同、单位名称不同。同一代码只能是一个主体，请核对代码或名称。"
        return ""

    def _licence_trouble(self, row: Parsed, party: Party) -> str:
        """A document belongs to one target: neither to two rows nor to another holder."""
        licence = (row.values["licence_no"], row.values["category"])
        if not licence[0]:
            return ""
        known = self.licensed.get(licence)
        if known is not None and (party.holder is None or known.holder_id != party.holder.pk):
            return (
                f"许可证号{licence[0]}在名录库中已登记在“{known.holder.name}”名下。"
                "如已转让，请先把原对象注销并更正证号；如填错，请改正。"
            )
        other = self.licence_rows.setdefault(licence, row)
        if self.party[other.number] is not party:
            return f"许可证号{licence[0]}在第{other.number}行填在另一个单位名下，请核对。"
        return ""

    def _repeated(self, row: Parsed, earlier: Parsed) -> Judged:
        conflicts = row_conflicts(earlier.values, row.values)
        if not conflicts:
            return judged(row, UNCHANGED, ties={"repeats": earlier.number})
        fields = "、".join(conflicts)
        reason = f"与第{earlier.number}行是同一个对象，但“{fields}”不同，分不清哪一行对。请只留一行。"
        return judged(row, REFUSED, refused=reason)

    def _question(self, row: Parsed, party: Party, own: Identity) -> Judged | None:
        """A row that may be a known target under another name or place: the user decides."""
        if row.number in self.match or row.answer:
            return None
        group = (party.key, row.values["category"])
        left = [target for target in self.targets[group] if target not in self.taken]
        asks = [t for t in left if own.may_be(identity_of_target(t), has_code=party.has_code)]
        if asks:
            choices: Choices = [(SAME + t.code, f"就是“{_called(t)}”，改用表中的写法") for t in asks[:5]]
            reason = (
                f"名录库里这个主体已有同类对象“{_called(asks[0])}”，名称或坐落与本行不同。"
                "请核对是同一个对象改了写法，还是另一个对象。"
            )
            return judged(row, REFUSED, refused=reason, choices=[*choices, (NEW_ONE, "是另一个对象，新增")])
        near = [first for known, first in self.first[group] if own.is_near(known) or party.is_person]
        if near and not party.has_code:
            reason = (
                f"与第{near[0].number}行的单位、类别相同，名称和坐落只有一部分相同，又没有代码。"
                "请核对是不是同一个对象。"
            )
            return judged(row, REFUSED, refused=reason, choices=[(NEW_ONE, "是另一个对象，新增")])
        return None

    def _lacking(self, row: Parsed) -> str:
        """Why a row cannot become a new target: its category takes none, or it lacks what must be filled
        in."""
        category = self.definitions.find(row.values["category"])
        if category is not None and not category.in_use:
            return f"对象类别“{category.name}”已停用，不再登记新的对象。请改填现用的类别。"
        missing = [
            rule.title
            for rule in self.definitions.fields_of(row.values["category"])
            if rule.is_required and rule.in_use and not row.values["details"].get(rule.key)
        ]
        if not missing:
            return ""
        return f"没有填写“{'”、“'.join(missing)}”，这是“{row.values['category']}”新登记时必须填写的。请补填。"

    def _against_register(self, row: Parsed, party: Party) -> Judged:
        target = self.match.get(row.number)
        changes = holder_differences(party.holder, row.values) if party.first == row.number else []
        ties: dict[str, Any] = {"party": party}
        if target is None:
            lacking = self._lacking(row)
            if lacking:
                return judged(row, REFUSED, refused=lacking)
            return judged(row, NEW, differences=changes, ties=ties)
        changes += target_differences(target, row.values, self.definitions)
        verdict = CHANGED if changes else UNCHANGED
        return judged(row, verdict, record_id=target.pk, differences=changes, ties=ties | {"target": target})


def _followed(row: Parsed, target: Target) -> Target:
    """The target that stands for this one now. A row that describes one that was merged takes the number,
    name and place of the one that is kept, so that it changes none of them."""
    now = target.survivor
    if now is not target:
        row.values |= {"licence_no": now.licence_no, "name": now.name, "place": now.place}
    return now


def _called(target: Target) -> str:
    return target.name or target.place or target.category
