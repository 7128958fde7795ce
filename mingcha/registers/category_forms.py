"""The forms of categories and of their fields."""

from typing import Any

from django import forms

from mingcha.common.workbooks.columns import normal
from mingcha.common.workbooks.values import read_list
from mingcha.registers.models import CategoryField, TargetCategory
from mingcha.registers.rules.categories import AREA, CHOICE, CODE, KINDS, NUMBER
from mingcha.registers.rules.code_forms import CODE_FORMS
from mingcha.registers.rules.field_values import AREA_UNITS
from mingcha.registers.services import CategoryFacts, FieldFacts
from mingcha.registers.subjects.targets.columns import COLUMNS

FORMS = [("", "不核对写法"), *((key, f"{form.title}：{form.words}") for key, form in CODE_FORMS.items())]
FOR_KIND = {
    "unit": (AREA, NUMBER),
    "least": (AREA, NUMBER),
    "most": (AREA, NUMBER),
    "decimals": (AREA, NUMBER),
    "options": (CHOICE,),
    "form": (CODE,),
}
"""Which particulars a kind of field has."""


class WordsField(forms.CharField):
    """Several words in one line, parted by 、 or ； or a line break."""

    def clean(self, value: Any) -> tuple[str, ...]:
        return tuple(dict.fromkeys(read_list(super().clean(value))))

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else "、".join(value or ())


def _reason() -> forms.CharField:
    return forms.CharField(label="理由", max_length=200, help_text="如上级要求的文件名称、文号。")


class ReasonForm(forms.Form):
    """Why something is taken out of use or back."""

    reason = _reason()


class CategoryForm(forms.Form):
    """A category; the name only of a new one."""

    name = forms.CharField(
        label="类别名称",
        max_length=32,
        help_text="如采砂权。名称定下后不改：清单、计划和历次抽取都按名称引用。",
    )
    synonyms = WordsField(
        label="其他写法", required=False, max_length=300, help_text="导入时认作这一类，用顿号分开。"
    )
    licence_form = forms.ChoiceField(
        label="许可证号的写法",
        required=False,
        choices=FORMS,
        help_text="与写法不同的证号照样登记，同时提醒核对。",
    )
    clause = forms.CharField(
        label="设立依据", required=False, max_length=200, help_text="如某某条例第几条，或上级文件。"
    )
    reason = _reason()

    def __init__(self, *args: Any, category: TargetCategory | None = None, **kwargs: Any) -> None:
        if category is not None:
            names = ("synonyms", "licence_form", "clause")
            kwargs["initial"] = {name: getattr(category, name) for name in names}
        super().__init__(*args, **kwargs)
        if category is not None:
            del self.fields["name"]

    @property
    def facts(self) -> CategoryFacts:
        given = self.cleaned_data
        return CategoryFacts(given["synonyms"], given["licence_form"], given["clause"])


class KindForm(forms.Form):
    """The first question of a new field: its kind decides what else is asked."""

    kind = forms.ChoiceField(label="种类", choices=[("", "请选择"), *KINDS.items()])


class FieldForm(forms.Form):
    """A field of this kind."""

    title = forms.CharField(label="栏目名称", max_length=24, help_text="不写单位，单位另填。")
    unit = forms.CharField(label="计量单位", required=False, max_length=16, help_text="如公顷、万吨/年。")
    least = forms.CharField(
        label="最小", required=False, max_length=24, help_text="按上面的单位，不填为不限。"
    )
    most = forms.CharField(
        label="最大", required=False, max_length=24, help_text="按上面的单位，不填为不限。"
    )
    decimals = forms.IntegerField(
        label="小数位数", required=False, min_value=0, max_value=8, help_text="不填为不限。"
    )
    options = forms.CharField(
        label="可选的内容",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一行一个；同一个内容的不同写法用斜线隔开，如：甲级/甲。",
    )
    form = forms.ChoiceField(label="编号的写法", required=False, choices=FORMS)
    synonyms = WordsField(
        label="表头的其他写法",
        required=False,
        max_length=300,
        help_text="导入时认作这一栏，用顿号分开。",
    )
    is_required = forms.BooleanField(label="新登记的对象必须填写", required=False)
    in_list = forms.BooleanField(label="按类别查看列表时显示这一栏", required=False)
    place = forms.IntegerField(
        label="次序", required=False, min_value=1, max_value=999, help_text="不填排在最后。"
    )
    reason = _reason()

    def __init__(self, kind: str, *args: Any, field: CategoryField | None = None, **kwargs: Any) -> None:
        if field is not None:
            kwargs["initial"] = {name: getattr(field, name) for name in self.base_fields if name != "reason"}
            kwargs["initial"]["options"] = "\n".join(field.options)
        super().__init__(*args, **kwargs)
        for name, kinds in FOR_KIND.items():
            if kind not in kinds:
                del self.fields[name]
        if kind == AREA:
            units = [("", "请选择"), *((unit, unit) for unit in AREA_UNITS)]
            note = "按其他单位填写的照样登记，换算后比较。"
            self.fields["unit"] = forms.ChoiceField(label="计量单位", choices=units, help_text=note)

    def clean_title(self) -> str:
        return _own_word(str(self.cleaned_data["title"]))

    def clean_synonyms(self) -> tuple[str, ...]:
        return tuple(map(_own_word, self.cleaned_data["synonyms"]))

    @property
    def facts(self) -> FieldFacts:
        given = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        if "options" in given:
            given["options"] = tuple(filter(None, map(str.strip, given["options"].splitlines())))
        return FieldFacts(**given)


def _own_word(word: str) -> str:
    """A heading that every register has already is no field's."""
    for column in COLUMNS:
        if normal(word) in map(normal, (column.title, *column.synonyms)):
            raise forms.ValidationError(f"“{word}”是每个对象都有的“{column.title}”，请换一个名称。")
    return word
