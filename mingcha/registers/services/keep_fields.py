"""The fields of a category: added, changed, taken out of use and back. Nothing that targets keep is
touched."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.common.workbooks.columns import normal
from mingcha.ledger.services import record_act
from mingcha.registers.models import CategoryField
from mingcha.registers.policies import can_keep_categories
from mingcha.registers.queries import category_of, field_of
from mingcha.registers.rules.categories import AREA, CHOICE, CODE, KINDS, NUMBER
from mingcha.registers.rules.field_values import AREA_UNITS, QUANTITY
from mingcha.registers.rules.numbering import next_number, numbered
from mingcha.registers.services.keep_categories import require_reason

OWN_KEY = "f"


@dataclass(frozen=True)
class FieldFacts:
    """What a field is, except where it belongs and its kind. `least` and `most` are decimals in `unit`; an
    option may name other spellings of itself behind slashes (甲级/甲)."""

    title: str
    synonyms: tuple[str, ...] = ()
    unit: str = ""
    least: str = ""
    most: str = ""
    decimals: int | None = None
    options: tuple[str, ...] = ()
    form: str = ""
    is_required: bool = False
    in_list: bool = False
    place: int | None = None


def add_field(
    *, actor: Actor, category: UUID | None, kind: str, facts: FieldFacts, reason: str
) -> CategoryField:
    """A new field of a category, or of every category when none is named. A field of the same title
    elsewhere in the office becomes the same column of a workbook and must be of the same kind; `Conflict`
    when it is not, or when the category has the title already."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_keep_categories(actor).require()
        require_reason(reason)
        owner = category_of(actor, category) if category else None
        field = CategoryField(office_id=actor.office_id, category=owner, kind=kind)
        if kind not in KINDS:
            raise Refusal("field-kind", "没有这一种栏目。", title="不能新增：种类不对")
        _describe(field, facts)
        field.key = _key(field)
        field.place = facts.place or _next_place(field)
        field.save(force_insert=True)
        content = {"title": field.title, "category": owner.name if owner else "", "kind": kind}
        record_act("registers.add_field", actor=actor, reason=reason, content=content, records=[field])
    return field


def change_field(*, actor: Actor, field: UUID, facts: FieldFacts, reason: str) -> CategoryField:
    """The field with these facts. Kind and key stay: what was written must remain readable."""

    def change(found: CategoryField) -> None:
        _describe(found, facts)
        found.place = facts.place or found.place

    return _act("registers.change_field", actor, field, reason, change)


def retire_field(*, actor: Actor, field: UUID, reason: str) -> CategoryField:
    """No longer asked for in forms and workbooks; what targets keep under it stays and is shown."""

    def retire(found: CategoryField) -> None:
        if not found.in_use:
            raise Conflict("field-retired", f"“{found.title}”已经停用。", title="不能停用：已经停用")
        found.in_use_until = moments.today()

    return _act("registers.retire_field", actor, field, reason, retire)


def restore_field(*, actor: Actor, field: UUID, reason: str) -> CategoryField:
    """In use again, with all that targets kept under it."""

    def restore(found: CategoryField) -> None:
        if found.in_use:
            raise Conflict("field-in-use", f"“{found.title}”正在使用。", title="不能恢复：没有停用")
        found.in_use_until = None
        _require_free_words(found)

    return _act("registers.restore_field", actor, field, reason, restore)


def _act(
    act: str, actor: Actor, field: UUID, reason: str, change: Callable[[CategoryField], None]
) -> CategoryField:
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_keep_categories(actor).require()
        require_reason(reason)
        found = field_of(actor, field)
        change(found)
        found.save()
        content = {"title": found.title, "category": found.category.name if found.category else ""}
        record_act(act, actor=actor, reason=reason, content=content, records=[found])
    return found


def _describe(field: CategoryField, facts: FieldFacts) -> None:
    field.title = facts.title.strip()
    own = normal(field.title)
    field.synonyms = [word for word in dict.fromkeys(facts.synonyms) if normal(word) != own]
    is_quantity = field.kind in (AREA, NUMBER)
    field.unit = facts.unit.strip() if is_quantity else ""
    field.least, field.most = (_limit(one) if is_quantity else "" for one in (facts.least, facts.most))
    field.decimals = facts.decimals if is_quantity else None
    field.options = list(dict.fromkeys(facts.options)) if field.kind == CHOICE else []
    field.form = facts.form if field.kind == CODE else ""
    field.is_required, field.in_list = facts.is_required, facts.in_list
    _require_sense(field)
    _require_free_words(field)


def _limit(text: str) -> str:
    plain = text.strip()
    if plain and not QUANTITY.fullmatch(plain):
        raise Refusal("field-limit", f"最小、最大要填数字，“{plain}”不是数字。", title="不能保存：上下限不对")
    return plain


def _require_sense(field: CategoryField) -> None:
    if not field.title:
        raise Refusal("field-without-title", "栏目要写明名称。", title="不能保存：没有名称")
    if field.kind == CHOICE and not field.options:
        raise Refusal("field-without-options", "选项一栏至少要有一个可选的内容。", title="不能保存：没有选项")
    if field.kind == AREA and field.unit not in AREA_UNITS:
        units = "、".join(AREA_UNITS)
        raise Refusal("field-unit", f"面积的计量单位可填：{units}。", title="不能保存：计量单位不对")


def _others(field: CategoryField) -> list[CategoryField]:
    rows = CategoryField.objects.filter(office_id=field.office_id).exclude(pk=field.pk)
    return list(rows.select_related("category"))


def _require_free_words(field: CategoryField) -> None:
    """A heading of a workbook means one field. Fields of one title in several categories are one column."""
    words = {normal(word) for word in (field.title, *field.synonyms)}
    for other in _others(field):
        is_here = other.category_id in (field.category_id, None) or field.category_id is None
        same_title = normal(other.title) == normal(field.title)
        if same_title and (is_here or other.kind != field.kind):
            where = f"“{other.category}”" if other.category else "各类别共有的栏目"
            state = "" if other.in_use else "（已停用，可以恢复）"
            raise Conflict(
                "field-title-taken",
                f"{where}中已有“{other.title}”{state}，种类是{other.get_kind_display()}。",
                title="不能保存：栏目名称重复",
                remedy="请换一个名称；同名的栏目在各类别中须是同一种类。",
            )
        if same_title or (field.key and other.key == field.key) or not other.in_use:
            continue
        clash = words & {normal(word) for word in (other.title, *other.synonyms)}
        if clash:
            raise Conflict(
                "field-word-taken",
                f"“{'、'.join(sorted(clash))}”已经是“{other.title}”的名称或写法，导入时分不清是哪一栏。",
                title="不能保存：名称或写法重复",
                remedy="请换一个名称，或在原栏目中去掉这个写法。",
            )


def _key(field: CategoryField) -> str:
    """That of the fields of the same title, else the next one that the office has not used."""
    others = _others(field)
    same = next((other.key for other in others if normal(other.title) == normal(field.title)), "")
    return same or numbered(OWN_KEY, next_number(_own_keys(others)), width=3)


def _own_keys(fields: list[CategoryField]) -> list[str]:
    return [field.key for field in fields if field.key.startswith(OWN_KEY)]


def _next_place(field: CategoryField) -> int:
    rows = CategoryField.objects.filter(office_id=field.office_id, category=field.category)
    return int(rows.aggregate(last=Max("place"))["last"] or 0) + 1
