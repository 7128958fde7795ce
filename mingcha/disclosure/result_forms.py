"""What people type about the publication of results."""

from django import forms

CHECKED_LABEL = "已核对：合法、准确、及时，不含个人信息和商业秘密"


class PublishForm(forms.Form):
    """The section says that it has checked; of a correction why."""

    is_checked = forms.BooleanField(label=CHECKED_LABEL, required=False)
    reason = forms.CharField(
        label="更正的理由",
        max_length=200,
        required=False,
        help_text="更正已公示的结果、重新公示撤回的结果时填写，随公示页公开。",
    )


class WithholdForm(forms.Form):
    """Why the law keeps it from the public."""

    reason = forms.CharField(label="不予公示的理由", max_length=200)
    clause = forms.CharField(
        label="不予公示的依据", max_length=200, help_text="法律、条款，例如《保守国家秘密法》第几条。"
    )


class LiftForm(forms.Form):
    """Why the ground for withholding it is gone."""

    reason = forms.CharField(
        label="解除的理由", max_length=200, help_text="例如保密期限已满、不再涉及商业秘密；只在内部留存。"
    )


class WithdrawForm(forms.Form):
    """Why it is taken back; everybody reads it."""

    reason = forms.CharField(label="撤回公示的理由", max_length=200, help_text="随公示页公开。")
