"""The form of one item, with the fields of the published list."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from mingcha.common.workbooks import CellRefused
from mingcha.common.workbooks.values import read_code, read_list, read_number
from mingcha.items.models import ChecklistQuestion, InspectionItem
from mingcha.items.rules import FIELD_TITLES
from mingcha.items.rules.checklists import ANSWER_KINDS, plain_number
from mingcha.items.rules.fields import KINDS, frequency_words, named_methods
from mingcha.items.states import POWER
from mingcha.law.forms import DayField
from mingcha.law.rules import fraction_text, ratio_words, read_ratio

YES_NO = [("yes", "是"), ("no", "否")]
LISTS = ("target_categories", "methods", "requires")


class WordsField(forms.CharField):
    """Several words in one line, parted by 、 or ； or a line break."""

    def clean(self, value: Any) -> list[str]:
        return list(dict.fromkeys(read_list(super().clean(value))))


class RatioField(forms.CharField):
    """A ratio as people write it (5%, 0.05, 1/20), stored as p/q; empty when not required."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return fraction_text(read_ratio(text))
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


def _text(field: str, limit: int | None = None, *, required: bool = False, note: str = "") -> forms.CharField:
    return forms.CharField(label=FIELD_TITLES[field], max_length=limit, required=required, help_text=note)


def _long(field: str, note: str = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=FIELD_TITLES[field], required=False, help_text=note, widget=area)


class ItemForm(forms.Form):
    """One item. What the list demands may be missing here: the item is then kept, but not submitted."""

    name = _text("name", 120, required=True)
    contents = _long("contents", "逐项写明查什么")
    basis = _long(
        "basis",
        "法律、法规或规章的名称和条款，例如《中华人民共和国测绘法》第四十九条；通知、意见不能作为依据",
    )
    body = _text("body", 64)
    methods = WordsField(label=FIELD_TITLES["methods"], required=False, help_text="例如现场检查、书面检查")
    target_categories = forms.MultipleChoiceField(
        label=FIELD_TITLES["target_categories"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="名录库的对象类别；一个不选表示全部类别。没有要查的类别时，先由执法监察股在“对象类别”中新增",
    )
    kind = forms.ChoiceField(label=FIELD_TITLES["kind"], choices=[("", "请选择"), *KINDS.items()])
    ratio = RatioField(label=FIELD_TITLES["ratio"], required=False, help_text="例如5%；不填表示按计划")
    ratio_basis = _long(
        "ratio_basis", "法律、法规、规章另定比例的，写明名称、条款和比例，例如《某某办法》第五条：不低于3%"
    )
    frequency = _text("frequency", 32, note="例如每年1次")
    frequency_basis = _text("frequency_basis", 200)
    section_name = _text("section_name", 32)
    level = _text("level", 64)
    requires = WordsField(label=FIELD_TITLES["requires"], required=False, help_text="需要的专业资格")
    concerns_enterprises = forms.ChoiceField(
        label=FIELD_TITLES["concerns_enterprises"], choices=YES_NO, widget=forms.RadioSelect
    )
    category = _text("category", 64)
    power_code = _text("power_code", 64)
    code = _text("code", 32, note="不填则自动编号")
    standard = _long("standard")
    in_force_from = DayField(label=FIELD_TITLES["in_force_from"], required=False)
    in_force_until = DayField(label=FIELD_TITLES["in_force_until"], required=False)
    note = _text("note", 200)

    def __init__(self, categories: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = read_list((self.initial or {}).get("target_categories"))
        words = list(dict.fromkeys([*categories, *kept]))
        self.initial = {**(self.initial or {}), "target_categories": kept}
        field = self.fields["target_categories"]
        field.choices = [(word, word) for word in words]  # type: ignore[attr-defined]  # a choice, see above

    def clean_methods(self) -> list[str]:
        return named_methods(self.cleaned_data["methods"])

    def clean_frequency(self) -> str:
        """As a workbook may have it: another import must be able to read it."""
        return _read(frequency_words, self.cleaned_data["frequency"])

    def clean_code(self) -> str:
        return _read(lambda cell: read_code(cell, field=FIELD_TITLES["code"]), self.cleaned_data["code"])

    def clean_concerns_enterprises(self) -> bool:
        return bool(self.cleaned_data["concerns_enterprises"] == "yes")


def _read(reader: Callable[[str], str], typed: str) -> str:
    """What was typed as a cell of a workbook is read."""
    try:
        return reader(typed)
    except CellRefused as refused:
        raise forms.ValidationError(str(refused)) from refused


class NumberField(forms.CharField):
    """A number as people write it (１０．５, 1,200); None when empty."""

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        try:
            return read_number(text, field=str(self.label))
        except CellRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


class ProposalForm(ItemForm):
    """What a section asks of the next version: the fields of the item, and why."""

    field_order = ("reason",)
    reason = forms.CharField(
        label="理由", max_length=200, help_text="为什么这样调整，例如哪部法律修改、哪项权力下放"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["code"]


class ChecklistForm(forms.Form):
    """Title and guidance of a checklist."""

    title = forms.CharField(label="检查单名称", max_length=120)
    guidance = forms.CharField(
        label="检查方法和要求",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="带什么资料、用什么设备、先看什么",
    )


class QuestionForm(forms.Form):
    """One question. Reordering is a number, so that it works without script."""

    number = forms.IntegerField(
        label="序号", min_value=1, max_value=999, required=False, help_text="放在第几题；不填放在最后"
    )
    words = forms.CharField(label="检查内容", max_length=300, help_text="问成能当场回答的一句话")
    kind = forms.ChoiceField(label="答题方式", choices=[("", "请选择"), *ANSWER_KINDS.items()])
    finding_answers = WordsField(
        label="发现问题的答案", required=False, help_text="是／否题填是、否或不适用；选择题填选项；数值题不填"
    )
    choices = WordsField(label="选项", required=False, help_text="只用于选择题，各选项用、分开")
    unit = forms.CharField(
        label="单位", max_length=16, required=False, help_text="只用于数值题，例如米、公顷"
    )
    lowest = NumberField(label="不低于", required=False, help_text="只用于数值题，低于它是发现问题")
    highest = NumberField(label="不高于", required=False, help_text="只用于数值题，高于它是发现问题")
    needs_photo = forms.BooleanField(label="须拍照", required=False)
    basis = forms.CharField(
        label="依据", max_length=300, required=False, help_text="例如《土地复垦条例》第十三条"
    )


class PowerFilterForm(forms.Form):
    """What the list of powers is narrowed to."""

    words = forms.CharField(label="名称、编码或依据", required=False)
    kind = forms.ChoiceField(label="权力类型", required=False)
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *POWER.choices()])

    def __init__(self, kinds: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", "全部"), *((kind, kind) for kind in kinds)]
        self.fields["kind"] = forms.ChoiceField(label="权力类型", required=False, choices=offered)


class ReasonForm(forms.Form):
    """Why something is sent back or left out; kept in the ledger."""

    reason = forms.CharField(label="理由", max_length=200)


def as_typed(item: InspectionItem) -> dict[str, Any]:
    """The item as its form shows it."""
    facts = item.facts
    words = {field: "、".join(facts[field]) for field in LISTS}
    ratio = ratio_words(item.ratio_fraction) if item.ratio_fraction else ""
    return (
        facts | words | {"ratio": ratio, "concerns_enterprises": "yes" if item.concerns_enterprises else "no"}
    )


def question_as_typed(question: ChecklistQuestion) -> dict[str, Any]:
    """The question as its form shows it."""
    plain = {
        name: getattr(question, name) for name in ("number", "words", "kind", "unit", "needs_photo", "basis")
    }
    words = {name: "、".join(getattr(question, name)) for name in ("choices", "finding_answers")}
    limits = {
        name: "" if limit is None else plain_number(limit)
        for name, limit in (("lowest", question.lowest), ("highest", question.highest))
    }
    return plain | words | limits
