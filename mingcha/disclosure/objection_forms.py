"""What people type about objections: the holder of a receipt, the office, the section, the leader."""

from typing import Any

from django import forms

from mingcha.disclosure.rules.objections import (
    ANSWER_LIMIT,
    CONTACT_LIMIT,
    GROUND_LIMIT,
    NAME_LIMIT,
    VERDICTS,
)
from mingcha.disclosure.services import Answer, Letter, Said
from mingcha.intake.forms import ProofField
from mingcha.law.forms import DayField


class ObjectionForm(forms.Form):
    """Without login, by the code on the receipt."""

    objector = forms.CharField(
        label="谁提出异议",
        max_length=NAME_LIMIT,
        help_text="企业名称，或者您的姓名和职务。",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    ground = forms.CharField(
        label="哪一项不对，理由是什么",
        max_length=GROUND_LIMIT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="写明公示的哪一项不准确，应当是什么。",
    )
    contact = forms.CharField(
        label="怎样联系您",
        max_length=CONTACT_LIMIT,
        required=False,
        help_text="可以不填，答复在本页看得到。",
    )
    scan = ProofField(label="证明材料", help_text="PDF、JPG或PNG一个，最大10MB；加密保存。")

    @property
    def said(self) -> Said:
        """As the service takes it."""
        return Said(**{key: self.cleaned_data[key] for key in ("objector", "ground", "contact", "scan")})


class TakeBackForm(forms.Form):
    """Whoever objected takes it back with what only they were told."""

    number = forms.IntegerField(label="第几件", widget=forms.HiddenInput)
    code = forms.CharField(
        label="撤回码",
        max_length=40,
        help_text="提出异议以后显示的撤回码。撤回以后不再核查、答复，公示的内容不变。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class LetterForm(ObjectionForm):
    """The same on paper, entered by the office."""

    received_on = DayField(label="收到日期", help_text="收文登记的日期，例如2026-06-18；答复期限从这一天起算")

    field_order = ("received_on", "objector", "ground", "contact", "scan")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objector"].help_text = "照来信写：企业名称，或者姓名和职务。"
        self.fields["contact"].help_text = "来信上的电话或者地址。"
        self.fields["scan"].required = True
        self.fields["scan"].label = "来信或者来访笔录的扫描件"

    @property
    def letter(self) -> Letter:
        """As the service takes it."""
        return Letter(self.said, self.cleaned_data["received_on"])


class AnswerForm(forms.Form):
    """What the section found."""

    verdict = forms.ChoiceField(label="核查结论", choices=list(VERDICTS.items()), widget=forms.RadioSelect)
    words = forms.CharField(
        label="核查情况和理由",
        max_length=ANSWER_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="局领导批准以后，提出异议的人凭回执看到这些话。不写身份证号、手机号。",
    )

    @property
    def answer(self) -> Answer:
        """As the service takes it."""
        return Answer(**self.cleaned_data)


class ObjectionDecisionForm(forms.Form):
    """What the leader says."""

    words = forms.CharField(
        label="审批意见", max_length=200, required=False, help_text="退回的必须写明怎样修改；不公开"
    )
    is_met = forms.BooleanField(
        label="提出异议以后的更正或者撤回，已经是对这件异议的更正，随批准办结",
        required=False,
        help_text="没有更正到异议所指的内容的，不勾选；批准以后再更正。",
    )

    def __init__(self, *args: Any, is_changed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_changed:
            del self.fields["is_met"]
