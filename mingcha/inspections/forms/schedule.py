"""What the team leader types about the day of a visit. Nothing is preset."""

from django import forms

from mingcha.inspections.forms.fields import ClockField
from mingcha.inspections.rules.methods import METHODS
from mingcha.inspections.services import VisitPlan
from mingcha.law.forms import DayField


class ScheduleForm(forms.Form):
    """When and how the team goes."""

    on = DayField(label="检查日期", help_text="例如2026-06-18")
    at = ClockField(label="开始时刻")
    minutes = forms.IntegerField(label="预计时长（分钟）", min_value=1, max_value=720)
    method = forms.ChoiceField(
        label="检查方式",
        choices=[("", "请选择"), *METHODS.items()],
        help_text="能书面、远程核查的不入企。",
    )
    reason = forms.CharField(
        label="日期说明",
        max_length=200,
        required=False,
        help_text="休息日、夜间、任务期间以外，或者超过预警次数的，写明原因。",
    )

    @property
    def plan(self) -> VisitPlan:
        """As the service takes it."""
        return VisitPlan(**self.cleaned_data)
