"""The forms of one target and one holder. Fields of the category come from the office's own definitions;
every cell is read by the readers of the import."""

from collections.abc import Sequence
from typing import Any

from django import forms

from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.values import read_date, read_holder_code
from mingcha.registers.models import Holder, Target
from mingcha.registers.rules.categories import CHOICE, DATE, LONGITUDE, Definitions, FieldRule, column_key
from mingcha.registers.rules.code_forms import CODE_FORMS
from mingcha.registers.rules.field_values import BOUNDS, read_field
from mingcha.registers.subjects.by_hand.asking import Choices

FIELD = "field-"
LONG, REASON = "长期", "理由"
UNCHANGED = "现登记{shown}，不填则不变"


class ReadField(forms.CharField):
    """A text that a reader must understand; kept as it was typed, since the register reads it again."""

    def __init__(self, reader: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reader = reader

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "")
        try:
            self.reader(text)
        except CellRefused as refused:
            raise forms.ValidationError(refused.sentence) from refused
        return text


def _text(label: str, length: int, note: str = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=required, help_text=note)


def _day(label: str, note: str) -> ReadField:
    return ReadField(
        lambda text: read_date(text, field=label), label=label, required=False, max_length=32, help_text=note
    )


def rule_choices(rule: FieldRule) -> list[tuple[str, str]]:
    """The options of a field, and none."""
    return [("", "—"), *((word, word) for word in rule.option_words)]


def rule_field(rule: FieldRule) -> forms.Field:
    """The control of a category's field."""
    if rule.kind == CHOICE:
        return forms.ChoiceField(label=rule.title, required=rule.is_required, choices=rule_choices(rule))
    return ReadField(
        lambda text: read_field(rule, text, rule.unit),
        label=rule.heading,
        required=rule.is_required,
        max_length=200,
        help_text=_note(rule),
    )


def _note(rule: FieldRule) -> str:
    if rule.kind in BOUNDS:
        example = "114.195或114°11′42″" if rule.kind == LONGITUDE else "38.86或38°51′36″"
        least, most = BOUNDS[rule.kind]
        return f"CGCS2000坐标，{least}至{most}度，如{example}。"
    if rule.form:
        return f"{CODE_FORMS[rule.form].words}。"
    limits = [f"不小于{rule.least}"] * bool(rule.least) + [f"不大于{rule.most}"] * bool(rule.most)
    return f"{'，'.join(limits)}。" if limits else "如2026-06-15。" if rule.kind == DATE else ""


class AnsweredForm(forms.Form):
    """A form that may come back with a question: `ask` adds it."""

    def ask(self, choices: Choices) -> None:
        self.fields["answer"] = forms.ChoiceField(
            label="请决定", choices=list(choices), widget=forms.RadioSelect, required=False
        )

    parts: tuple[str, ...] = ("登记内容",)

    def part_of(self, name: str) -> str:
        """The part of the page in which a field stands."""
        return self.parts[0]

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields by the parts of the page, the question left out."""
        fields = [field for field in self if field.name != "answer"]
        found = [
            (part, [field for field in fields if self.part_of(field.name) == part]) for part in self.parts
        ]
        return [(part, own) for part, own in found if own]

    @property
    def answer_field(self) -> forms.BoundField | None:
        """The question, when there is one."""
        return self["answer"] if "answer" in self.fields else None

    @property
    def answer(self) -> str:
        """What was chosen; the register judges again whether that is still a choice."""
        return str(self.data.get("answer", ""))[:64]


class CategoryChoiceForm(AnsweredForm):
    """The first question of a new target: its category decides what else is asked."""

    parts = ("类别",)

    category = forms.ChoiceField(label="对象类别")

    def __init__(self, names: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "请选择"), *((name, name) for name in names)]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField, see above


class HolderFieldsForm(AnsweredForm):
    """Who a holder is. What is sealed stands empty and stays when nothing is typed."""

    code = ReadField(
        read_holder_code,
        label="统一社会信用代码",
        required=False,
        max_length=32,
        help_text="18位；没有的填15位注册号；自然人没有代码的不填，不填身份证号。",
    )
    holder = _text("单位名称或姓名", 120, required=True)
    entity_type = _text(
        "主体类型", 32, "如有限责任公司、个体工商户、自然人。自然人和个体工商户的名称隐去显示。"
    )
    representative = _text("法定代表人（负责人）", 32)
    address = _text("住所", 200)


class HolderForm(HolderFieldsForm):
    """A holder by itself."""

    parts = ("主体", REASON)

    def part_of(self, name: str) -> str:
        return REASON if name == "reason" else "主体"

    town = _text("乡镇", 32, "不填则从住所中认出。")
    reason = _text("理由", 200, "来源和依据，如营业执照变更的日期。", required=True)

    def __init__(self, *args: Any, known: Holder | None = None, **kwargs: Any) -> None:
        if known is not None:
            kwargs["initial"] = _holder_as_typed(known)
        super().__init__(*args, **kwargs)
        if known is not None and known.is_natural_person:
            self.fields["holder"].required = False
            self.fields["holder"].help_text = UNCHANGED.format(shown=known.name) + "。"
        if known is not None and known.representative_sealed:
            shown = known.representative_masked
            self.fields["representative"].help_text = UNCHANGED.format(shown=shown) + "。" if shown else ""

    @property
    def cells(self) -> dict[str, str]:
        names = ("code", "holder", "entity_type", "representative", "address", "town")
        return {name: self.cleaned_data[name] for name in names}


class TargetForm(AnsweredForm):
    """A target of a category, with the fields that the office keeps for it."""

    name = _text("对象名称", 120, "如矿山、项目、地块的名称。")
    licence_name = _text("许可证名称", 64)
    licence_no = _text("许可证号", 64)
    valid_from = _day("有效期起", "如2026-06-15。")
    valid_until = _day("有效期止", "没有期限的写“长期”。")
    town = _text("乡镇", 32, "不填则从坐落中认出。")
    place = _text("坐落", 200)
    contact = _text("联系人", 64)
    phone = _text("联系电话", 64, "几个号码用顿号分开。")
    reason = _text("理由", 200, "来源和依据，如许可决定的日期和文号。", required=True)

    def __init__(
        self, definitions: Definitions, category: str, *args: Any, known: Target | None = None, **kwargs: Any
    ) -> None:
        self.category = category
        self.rules = [rule for rule in definitions.fields_of(category) if rule.in_use]
        if known is not None:
            kwargs["initial"] = _target_as_typed(known)
        super().__init__(*args, **kwargs)
        reason = self.fields.pop("reason")
        self.fields |= {FIELD + rule.key: rule_field(rule) for rule in self.rules} | {"reason": reason}
        self._hint_licence(definitions)
        if known is not None:
            self._leave_sealed("contact", known.contact_masked)
            self._leave_sealed("phone", known.phone_masked)
            self._keep_former_choices(known)

    def _hint_licence(self, definitions: Definitions) -> None:
        rule = definitions.find(self.category)
        if rule is not None and rule.licence_form:
            self.fields["licence_no"].help_text = f"{CODE_FORMS[rule.licence_form].words}。"

    def _leave_sealed(self, name: str, shown: str) -> None:
        if shown:
            self.fields[name].help_text = UNCHANGED.format(shown=shown) + "；填“无”则清除。"

    def _keep_former_choices(self, known: Target) -> None:
        """A word that was written before there were options stays a choice."""
        for rule in self.rules:
            field, value = self.fields[FIELD + rule.key], str(known.details.get(rule.key, ""))
            if isinstance(field, forms.ChoiceField) and value and value not in rule.option_words:
                former = (value, f"{value}（原来登记的，不在可选的内容中）")
                field.choices = [*rule_choices(rule), former]

    @property
    def parts(self) -> tuple[str, ...]:  # type: ignore[override]  # the category names one of them
        return ("主体", "对象", f"{self.category}的栏目", REASON)

    def part_of(self, name: str) -> str:
        if name in HolderFieldsForm.base_fields:
            return self.parts[0]
        return REASON if name == "reason" else self.parts[2] if name.startswith(FIELD) else self.parts[1]

    @property
    def cells(self) -> dict[str, str]:
        """Column key → text, as a workbook has it; without what is left as it was."""
        own = {name: text for name, text in self.cleaned_data.items() if name in TargetForm.base_fields}
        own.pop("reason")
        fields = {
            column_key(rule.key, rule.title): value
            for rule in self.rules
            if not _is_former(rule, value := self.cleaned_data[FIELD + rule.key])
        }
        return {"category": self.category, **own, **fields}


class NewTargetForm(TargetForm):
    """A target with its holder, which may be known already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {**HolderFieldsForm().fields, **self.fields}

    @property
    def cells(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in HolderFieldsForm.base_fields} | super().cells


def _is_former(rule: FieldRule, value: str) -> bool:
    return rule.kind == CHOICE and bool(value) and value not in rule.option_words


def _holder_as_typed(holder: Holder) -> dict[str, str]:
    return {
        "code": holder.uscc or holder.register_no,
        "holder": "" if holder.is_natural_person else holder.name,
        "entity_type": holder.entity_type,
        "address": holder.address,
        "town": holder.town,
    }


def _target_as_typed(target: Target) -> dict[str, Any]:
    typed = {name: getattr(target, name) for name in ("name", "licence_name", "licence_no", "town", "place")}
    typed["valid_from"] = target.valid_from.isoformat() if target.valid_from else ""
    last = target.valid_until.isoformat() if target.valid_until else ""
    typed["valid_until"] = LONG if target.is_permanent else last
    return typed | {FIELD + key: value for key, value in target.details.items()}
