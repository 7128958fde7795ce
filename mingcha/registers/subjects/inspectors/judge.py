"""Every row of a file against the register of inspectors. A person is known by licence number; without one by
name and section or phone. Namesakes are never merged."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from mingcha.accounts.actors import Actor
from mingcha.common.sealing import fingerprint
from mingcha.common.workbooks.values import compact_text
from mingcha.intake.subjects import CHANGED, NEW, REFUSED, UNCHANGED, Judged, Parsed, judged
from mingcha.registers.models import ConflictOfInterest, Inspector, Partner
from mingcha.registers.subjects.inspectors.compare import Difference, person_conflicts, person_differences

SAME, NEW_ONE = "=", "new"
Person = dict[str, Any]


def judge_inspectors(scope: Actor, rows: Sequence[Parsed]) -> list[Judged]:
    """The verdicts, in the order of the rows."""
    return _Judgement(scope, rows).all()


def judge_partner_inspectors(scope: Actor, rows: Sequence[Parsed]) -> list[Judged]:
    """The same for people of partner bureaus: each row says of which, unless only one is registered."""
    partners = {compact_text(one.name): one for one in Partner.objects.filter(office_id=scope.office_id)}
    only = next(iter(partners.values())) if len(partners) == 1 else None
    found = _Judgement(scope, rows, of_partners=True).all()
    for place, row in enumerate(rows):
        if found[place].verdict == REFUSED:
            continue
        employer = compact_text(row.values["people"][0]["employer"])
        partner = partners.get(employer) if employer else only
        if partner is None:
            named = f"“{employer}”不是已登记的联合部门" if employer else "没有填写工作单位，联合部门不止一个"
            found[place] = judged(
                row, REFUSED, refused=f"{named}。请在“抽调”页登记这个部门，或改正单位名称。"
            )
        else:
            found[place].ties["partner"] = partner
    return found


class _Judgement:
    """A county's register of inspectors is small: it is read whole, in three queries. Own people and those of
    partner bureaus are told apart; a licence belongs to one person among all of them."""

    def __init__(self, scope: Actor, rows: Sequence[Parsed], *, of_partners: bool = False) -> None:
        self.rows = rows
        self.of_partners = of_partners
        self.elsewhere: dict[str, Inspector] = {}
        self.by_licence: dict[str, Inspector] = {}
        self.by_name: dict[str, list[Inspector]] = defaultdict(list)
        self.conflicts: dict[Any, set[str]] = defaultdict(set)
        self._load(scope)
        self.licence_rows: dict[str, tuple[int, str]] = {}
        self.seen: dict[tuple[str, ...], tuple[int, Person]] = {}

    def _load(self, scope: Actor) -> None:
        inspectors = Inspector.objects.filter(office_id=scope.office_id).prefetch_related(
            "licences", "trainings"
        )
        for inspector in inspectors:
            if (inspector.partner_id is not None) is not self.of_partners:
                self.elsewhere |= {licence.number: inspector for licence in inspector.licences.all()}
                continue
            self.by_name[inspector.name].append(inspector)
            for licence in inspector.licences.all():
                self.by_licence[licence.number] = inspector
        opened = ConflictOfInterest.objects.filter(
            office_id=scope.office_id, until_on=None, is_withheld=False
        )
        for inspector_id, code, named in opened.values_list("inspector", "holder_code", "named_print"):
            self.conflicts[inspector_id] |= {code, named} - {""}

    def all(self) -> list[Judged]:
        return [self._verdict(row) for row in self.rows]

    def _verdict(self, row: Parsed) -> Judged:
        people: list[Person] = row.values["people"]
        trouble = next(filter(None, (self._licence_trouble(row, person) for person in people)), "")
        if trouble:
            return judged(row, REFUSED, refused=trouble)
        repeats = [self.seen.get(_identity(person)) for person in people]
        if all(repeats):
            return self._repeated(row, people, [found for found in repeats if found])
        known = [self._known(person, row.answer) for person in people]
        doubts = (self._doubt(row, person, found) for person, found in zip(people, known, strict=True))
        question = next((doubt for doubt in doubts if doubt is not None), None)
        if question is not None:
            return question
        for person in people:
            self.seen[_identity(person)] = (row.number, person)
        return self._against_register(row, people, known)

    def _licence_trouble(self, row: Parsed, person: Person) -> str:
        """A licence belongs to one person: neither to two rows nor to somebody else in the register."""
        for licence in person["licences"]:
            number = licence["number"]
            place, name = self.licence_rows.setdefault(number, (row.number, person["name"]))
            if name != person["name"]:
                return f"执法证编号{number}与第{place}行的{name}是同一证号，姓名不同。请对照证件改正。"
            if (other := self.elsewhere.get(number)) is not None:
                place_of = "本局名录库" if self.of_partners else "联合部门名册"
                return f"执法证编号{number}已在{place_of}中登记（{other.name}）。请核对证号。"
            holder = self.by_licence.get(number)
            if holder is not None and holder.name != person["name"]:
                return (
                    f"执法证编号{number}在名录库中登记的是{holder.name}，同一证号不能属于两个人。"
                    "请核对证号或姓名。"
                )
        return ""

    def _repeated(self, row: Parsed, people: Sequence[Person], found: Sequence[tuple[int, Person]]) -> Judged:
        for person, (place, earlier) in zip(people, found, strict=True):
            fields = "、".join(person_conflicts(earlier, person))
            if fields:
                reason = f"与第{place}行是同一名人员，但“{fields}”不同，分不清哪一行对。请只留一行。"
                return judged(row, REFUSED, refused=reason)
        return judged(row, UNCHANGED, ties={"repeats": found[0][0]})

    def _known(self, person: Person, answer: str) -> Inspector | None:
        """The inspector of the register that this person is: by licence, else by name and phone, else,
        without any licence in the row, by name and section."""
        for licence in person["licences"]:
            if found := self.by_licence.get(licence["number"]):
                return found
        namesakes = self.by_name.get(person["name"], [])
        phone = fingerprint(person["phone"].split("、", 1)[0])
        for inspector in namesakes:
            if answer == SAME + inspector.roster_no or (phone and phone == inspector.phone_print):
                return inspector
        for inspector in namesakes:
            if not person["licences"] and inspector.section_name == person["section_name"]:
                return inspector
        return None

    def _doubt(self, row: Parsed, person: Person, known: Inspector | None) -> Judged | None:
        """A namesake in the same section under another licence may be the same person with a new one."""
        if known is not None or row.answer:
            return None
        near = [
            inspector
            for inspector in self.by_name.get(person["name"], [])
            if not person["licences"] or inspector.section_name == person["section_name"]
        ]
        if not near:
            return None
        choices = [(SAME + i.roster_no, f"就是{i.section_name}{i.name}（{_numbers(i)}）") for i in near[:5]]
        who = f"{near[0].name}（{near[0].section_name}）"
        reason = f"名录库里已有同名人员{who}，执法证编号不同。请核对是否同一人。"
        return judged(row, REFUSED, refused=reason, choices=[*choices, (NEW_ONE, "是另一名同名人员，新增")])

    def _against_register(
        self, row: Parsed, people: Sequence[Person], known: Sequence[Inspector | None]
    ) -> Judged:
        changes: list[Difference] = []
        for person, inspector in zip(people, known, strict=True):
            if inspector is not None:
                changes += person_differences(inspector, self.conflicts[inspector.pk], person)
        ties: Mapping[str, Any] = {"known": list(known)}
        if None in known:
            return judged(row, NEW, differences=changes, ties=dict(ties))
        record = known[0].pk if known[0] else None
        verdict = CHANGED if changes else UNCHANGED
        return judged(row, verdict, record_id=record, differences=changes, ties=dict(ties))


def _identity(person: Person) -> tuple[str, ...]:
    """What makes two rows of a file one person."""
    numbers = sorted(licence["number"] for licence in person["licences"])
    if numbers:
        return (person["name"], *numbers)
    return (person["name"], "", person["section_name"], person["phone"])


def _numbers(inspector: Inspector) -> str:
    return "、".join(licence.number for licence in inspector.licences.all()) or "无执法证"
