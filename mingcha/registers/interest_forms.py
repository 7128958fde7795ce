"""Forms of interests, delegations, yearly declarations and borrowings."""

from typing import Any

from django import forms

from mingcha.accounts.actors import Actor
from mingcha.accounts.queries import PeopleFilter, people
from mingcha.common.workbooks.values import read_list
from mingcha.intake.forms import ProofField
from mingcha.registers.forms import ALL, DayField
from mingcha.registers.rules.staff import DELEGATED, INTERESTS, PARTNER_TAGS, SOURCES
from mingcha.registers.services.interests import Collective
from mingcha.registers.staff_forms import CellField
from mingcha.registers.states import CONFLICT

DECISIONS = (("uphold", "成立，须回避"), ("dismiss", "不成立，不必回避"))


class DecisionForm(forms.Form):
    """What is decided on an interest, and why. Nothing is preset."""

    act = forms.ChoiceField(label="决定", choices=[("", "请选择"), *DECISIONS])
    ground = forms.CharField(label="理由", max_length=200)
    deciders = CellField(label="参加决定的人员", required=False, max_length=200, read=read_list)
    minutes_no = forms.CharField(label="会议纪要号", required=False, max_length=64)
    scan = ProofField(label="决定书或会议纪要")

    def __init__(self, *args: Any, is_collective: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_collective:
            self.fields["deciders"].help_text = "至少两人，不含本人，用顿号隔开。"
        else:
            del self.fields["deciders"], self.fields["minutes_no"]

    def decision(self) -> dict[str, Any]:
        """What was typed, as the verb takes it."""
        data = self.cleaned_data
        together = Collective(tuple(data.get("deciders") or ()), data.get("minutes_no") or "")
        return {"act": data["act"], "ground": data["ground"], "scan": data["scan"], "collective": together}


class DecisionsForm(forms.Form):
    """One decision on everything that is ticked, and why. Nothing is preset."""

    act = forms.ChoiceField(label="决定", choices=[("", "请选择"), *DECISIONS])
    ground = forms.CharField(label="理由", max_length=200, help_text="对勾选的每一项都成立的理由。")


class ConflictFilterForm(forms.Form):
    """The filter bar of 利害关系."""

    q = forms.CharField(label="姓名、名册编号或相对方编码", required=False, max_length=32)
    state = forms.ChoiceField(label="状态", required=False, choices=[ALL, *CONFLICT.choices()])
    kind = forms.ChoiceField(label="种类", required=False, choices=[ALL, *INTERESTS.items()])
    source = forms.ChoiceField(label="来源", required=False, choices=[ALL, *SOURCES.items()])


class DelegationForm(forms.Form):
    """Who may decide what, under which document, from when until when."""

    matter = forms.ChoiceField(label="授权事项", choices=[("", "请选择"), *DELEGATED.items()])
    person = forms.ChoiceField(label="被授权人")
    document_no = forms.CharField(label="授权文号", max_length=64, help_text="例如阜自然资发〔2026〕5号。")
    from_on = DayField(label="起")
    until_on = DayField(label="止")
    reason = forms.CharField(label="说明", max_length=200, required=False)

    def __init__(self, scope: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = [
            (str(one.pk), f"{one.name}（{one.username}）")
            for one in people(scope, PeopleFilter(state="active"))
        ]
        self.fields["person"].choices = [("", "请选择"), *staff]  # type: ignore[attr-defined]  # a ChoiceField


class RoundForm(forms.Form):
    """The year asked about and the day by which to answer."""

    year = forms.IntegerField(label="年度", min_value=2020, max_value=2100)
    due_on = DayField(label="截止日期", help_text="如2026-12-15。")


class PaperForm(forms.Form):
    """An answer on paper."""

    scan = ProofField(label="本人签字的答复", required=True)


class AnswerForm(forms.Form):
    """One's own answer."""

    confirmed = forms.BooleanField(
        label="本页列出的就是需要申报的全部利害关系，没有隐瞒",
        error_messages={"required": "请勾选确认；还有要申报的，先在下方逐项申报。"},
    )


class PartnerForm(forms.Form):
    """A bureau whose people may be borrowed."""

    name = CellField(label="部门名称", max_length=64, help_text="全称，例如阜平县市场监督管理局。")
    tag = forms.ChoiceField(
        label="业务条线", choices=[("", "请选择"), *((tag, title) for _, tag, title in PARTNER_TAGS)]
    )
    is_sure = forms.BooleanField(label="已核对：业务条线与部门名称不一致，确实如此", required=False)


class BorrowingForm(forms.Form):
    """A whole bureau or section, what for, from when until when."""

    unit = CellField(
        label="抽调范围",
        max_length=100,
        help_text="联合部门全称为全局；全称后写股所室队的为整个股室。不能写人名：谁来由抽取决定。",
    )
    purpose = CellField(label="用途", max_length=120, help_text="例如2026年第二轮联合抽查。")
    from_on = DayField(label="起")
    until_on = DayField(label="止")
    scan = ProofField(label="商请函或复函")


class ReasonForm(forms.Form):
    """Why, for acts that need no more."""

    reason = forms.CharField(label="理由", max_length=200)
