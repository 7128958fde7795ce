"""Registers as workbooks whose headings the import recognises: an export brought in again changes nothing."""

from collections.abc import Iterable, Iterator, Sequence

from mingcha.common.workbooks.writer import Value
from mingcha.registers.models import (
    CategoryField,
    ConflictOfInterest,
    Holder,
    Inspector,
    InspectorLicence,
    Target,
    TargetCategory,
)
from mingcha.registers.queries import Eligible, Question
from mingcha.registers.rules.categories import Definitions, FieldRule
from mingcha.registers.states import INSPECTOR, TARGET
from mingcha.registers.subjects.inspectors.columns import TITLES as INSPECTOR_TITLES
from mingcha.registers.subjects.inspectors.parse import read_parties
from mingcha.registers.subjects.targets.columns import TITLES as TARGET_TITLES

TARGET_KEYS = (
    "code",
    "holder",
    "entity_type",
    "representative",
    "address",
    "category",
    "name",
    "licence_name",
    "licence_no",
    "valid_from",
    "valid_until",
    "town",
    "place",
    "risk_class",
    "state",
    "contact",
    "phone",
)
INSPECTOR_KEYS = (
    "name",
    "employer",
    "section",
    "post",
    "licence_name",
    "licence_no",
    "licence_until",
    "expertise",
    "is_expert",
    "can_lead",
    "phone",
    "state",
    "conflicts",
    "training_until",
    "training_on",
    "training_hours",
    "training_no",
    "training_course",
    "note",
)
INSPECTOR_HEADINGS = [*(INSPECTOR_TITLES[key] for key in INSPECTOR_KEYS), "能否参加匹配"]
LONG = "长期"
LINE = "\n"
NOTHING = "/"
"""Keeps the place of what a licence does not say."""


def target_workbook(
    definitions: Definitions, targets: Iterable[Target], *, category: str, in_full: bool
) -> tuple[list[str], Iterator[list[Value]]]:
    """Headings and rows: every field in use of the categories, or of the one category that is exported.
    Without `in_full` natural persons' names and all numbers are masked."""
    rules = definitions.fields_of(category) if category else definitions.all_fields
    columns = list(dict.fromkeys((rule.key, rule.title) for rule in rules if rule.in_use))
    headings = [*(TARGET_TITLES[key] for key in TARGET_KEYS), *(title for _, title in columns)]
    return headings, _target_rows(definitions, targets, columns, in_full=in_full)


def _target_rows(
    definitions: Definitions, targets: Iterable[Target], columns: Sequence[tuple[str, str]], *, in_full: bool
) -> Iterator[list[Value]]:
    keys = {key for key, _ in columns}
    for target in targets:
        facts = _holder_facts(target, in_full=in_full) | _target_facts(target, in_full=in_full)
        own = {key: definitions.field_of(target.category, key) for key in target.details if key in keys}
        yield [
            *(facts[key] for key in TARGET_KEYS),
            *(_detail(target, key, title, own.get(key), columns) for key, title in columns),
        ]


def _detail(
    target: Target, key: str, title: str, own: FieldRule | None, columns: Sequence[tuple[str, str]]
) -> str:
    """A value stands under its category's own title; one whose category has no such field (any more), under
    the first title of its key."""
    first = next(other for other_key, other in columns if other_key == key)
    under = own.title if own is not None and (key, own.title) in columns else first
    return str(target.details.get(key, "")) if title == under else ""


def _holder_facts(target: Target, *, in_full: bool) -> dict[str, Value]:
    holder = target.holder
    return {
        "code": holder.uscc or holder.register_no,
        "holder": holder.full_name if in_full else holder.name,
        "entity_type": holder.entity_type,
        "representative": holder.representative if in_full else holder.representative_masked,
        "address": holder.address,
    }


def _target_facts(target: Target, *, in_full: bool) -> dict[str, Value]:
    return {
        "category": target.category,
        "name": target.name,
        "licence_name": target.licence_name,
        "licence_no": target.licence_no,
        "valid_from": target.valid_from,
        "valid_until": LONG if target.is_permanent else target.valid_until,
        "town": target.town,
        "place": target.place,
        "risk_class": target.risk_class,
        "state": TARGET.words[target.state][0],
        "contact": target.contact if in_full else target.contact_masked,
        "phone": target.phone if in_full else target.phone_masked,
    }


def inspector_export_rows(
    people: Iterable[Eligible], conflicts: Iterable[ConflictOfInterest], *, in_full: bool
) -> Iterator[list[Value]]:
    """One row a person; several licences stand in one cell by line, in the same order in each column."""
    declared: dict[object, list[ConflictOfInterest]] = {}
    for conflict in conflicts:
        declared.setdefault(conflict.inspector_id, []).append(conflict)
    for person in people:
        inspector = person.inspector
        licences = list(inspector.licences.all())
        yield [
            inspector.name,
            inspector.employer,
            inspector.section_name,
            inspector.post,
            LINE.join(licence.name or NOTHING for licence in licences)
            if any(x.name for x in licences)
            else "",
            LINE.join(licence.number for licence in licences),
            LINE.join(map(_end, licences)),
            "、".join(inspector.qualifications),
            inspector.is_expert,
            inspector.can_lead,
            inspector.phone if in_full else inspector.phone_masked,
            INSPECTOR.words[inspector.state][0],
            "；".join(map(_party, declared.get(inspector.pk, []))) if in_full else "",
            *_last_training(inspector),
            inspector.note,
            "；".join(person.reasons) or "能",
        ]


def _last_training(inspector: Inspector) -> list[Value]:
    """The training that holds longest, column by column; its page lists them all."""
    held = [training for training in inspector.trainings.all() if not training.is_void]
    if not held:
        return [""] * 5
    last = max(held, key=lambda training: training.valid_until)
    return [last.valid_until, last.completed_on, last.hours or "", last.certificate_no, last.course]


def _end(licence: InspectorLicence) -> str:
    if licence.is_permanent:
        return LONG
    return licence.valid_until.isoformat() if licence.valid_until else NOTHING


def _party(conflict: ConflictOfInterest) -> str:
    """Whom and why; the party alone where the reader of the import could not tell the two apart again."""
    party = conflict.holder_code or conflict.named
    said = f"{party}（{conflict.relation}）"
    return said if read_parties(said) == [(party, conflict.relation)] else party


FIELD_HEADINGS = (
    *("对象类别", "栏目", "种类", "计量单位", "最小", "最大", "可选的内容", "编号的写法"),
    *("表头的其他写法", "必填", "在列表中显示", "停用日期"),
)
EVERY_CATEGORY = "（各类别共有）"


def field_rows(category: TargetCategory | None, fields: Iterable[CategoryField]) -> Iterator[list[Value]]:
    """One row a field; a category without fields has one row that names it."""
    name = category.name if category else EVERY_CATEGORY
    rows: list[list[Value]] = [
        [
            *(name, field.title, field.get_kind_display(), field.unit, field.least, field.most),
            *("、".join(field.options), field.get_form_display(), "、".join(field.synonyms)),
            *(field.is_required, field.in_list, field.in_use_until),
        ]
        for field in fields
    ]
    yield from rows or [[name, *[""] * (len(FIELD_HEADINGS) - 1)]]


DUPLICATE_HEADINGS = [
    "疑点",
    "序号",
    "编码",
    "统一社会信用代码",
    "注册号",
    "主体",
    "类别",
    "对象",
    "许可证号",
    "坐落或住所",
]


def duplicate_rows(questions: Iterable[Question]) -> Iterator[list[Value]]:
    """A line for each member; those of one question bear one number."""
    for number, question in enumerate(questions, start=1):
        for one in question.members:
            yield [question.title, number, one.code, *_alike(one)]


def _alike(one: Holder | Target) -> list[Value]:
    if isinstance(one, Holder):
        return [one.uscc, one.register_no, one.name, "", "", "", one.address]
    holder = one.holder
    own = [one.category, one.name, one.licence_no, one.place]
    return [holder.uscc, holder.register_no, holder.name, *own]
