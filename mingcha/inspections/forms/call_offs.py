"""What people type when a visit cannot be made, and when it can again."""

from django import forms

from mingcha.intake.forms import ProofField


class CallOffForm(forms.Form):
    """Why; with a paper where there is one."""

    button = "申请"

    reason = forms.CharField(
        label="不再实施的理由",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明检查人员为什么不够、做过哪些努力；只留存本局，公开的是系统核对的情况。",
    )
    scan = ProofField()


class ResumeForm(forms.Form):
    """Why the visit is made after all."""

    button = "恢复实施"

    reason = forms.CharField(
        label="恢复实施的理由", max_length=200, help_text="例如检查人员已返岗、执法证已恢复。"
    )
