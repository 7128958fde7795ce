"""Forms of a yearly plan: begun, submitted, published, filed, and the reasons that the other acts ask for."""

import datetime
from typing import Any

from django import forms

from mingcha.common import moments
from mingcha.intake.forms import ProofField
from mingcha.law.forms import DayField
from mingcha.plans.rules.filing import ADDRESSEES, JUSTICE, OTHER_BODY, SUPERIOR, Body


class PlanForm(forms.Form):
    """Which year, under which number."""

    year = forms.IntegerField(label="计划年度", min_value=2000, max_value=2100)
    number = forms.CharField(label="计划编号", max_length=32, help_text="印在计划上，例如2026-JH")


class PlanChangeForm(PlanForm):
    """The right year and number of a plan that was begun wrong, and why."""

    reason = forms.CharField(label="更正理由", max_length=200, help_text="例如年度填错；记入留痕日志")


class SubmitForm(forms.Form):
    """From when the plan's data are whole: the public page says so."""

    complete_from = DayField(
        label="数据完整自", help_text="从这一天起，本系统中的计划和抽查记录是完整的；公开页照此说明"
    )


class PublishForm(forms.Form):
    """The document that carries the plan, when there is one."""

    document_no = forms.CharField(
        label="发文文号",
        max_length=40,
        required=False,
        help_text="设定了年度抽查计划代字的，留空即依次编号；用登记簿编号的，照填，例如阜自然资发〔2026〕5号",
    )


class FilingForm(forms.Form):
    """To whom the plan was reported, when, and what came back."""

    addressee = forms.ChoiceField(label="报送对象", choices=[("", "请选择"), *ADDRESSEES])
    body = forms.CharField(label="报送机关", max_length=64, help_text="全称，例如保定市自然资源和规划局")
    filed_on = DayField(label="报送日期")
    document_no = forms.CharField(label="报送文号", max_length=40, required=False)
    receipt = ProofField(label="回执", help_text="收到回执才算备案；后收到的，届时再登记一次并附上")


class FilingListForm(forms.Form):
    """To whom plans must be reported from a day on, and on what basis."""

    superior = forms.BooleanField(label="报上级主管部门", required=False)
    justice = forms.BooleanField(label="报司法局", required=False)
    others = forms.CharField(
        label="另报的机关",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一行一个，写全称",
    )
    in_force_from = DayField(label="生效日期", help_text="这一天起公布的计划照此报送")
    reason = forms.CharField(label="设定依据", max_length=200, help_text="文件名称和文号，或者谁的决定")

    def bodies(self) -> list[Body]:
        """Those ticked, then those named."""
        ticked = [Body(one) for one in (SUPERIOR, JUSTICE) if self.cleaned_data[one]]
        lines = (line.strip() for line in self.cleaned_data["others"].splitlines())
        return ticked + [Body(OTHER_BODY, line) for line in dict.fromkeys(lines) if line]


class PlanReasonForm(forms.Form):
    """Why a plan is sent back, amended or discarded; kept in the ledger, an amendment's is published."""

    reason = forms.CharField(label="理由", max_length=200)


def suggested_number(year: int) -> dict[str, Any]:
    return {"year": year, "number": f"{year}-JH"}


def suggested_start(year: int, complete_from: datetime.date | None) -> dict[str, Any]:
    """What was said last time, else the first day of the plan's year."""
    return {"complete_from": complete_from or min(datetime.date(year, 1, 1), moments.today())}
