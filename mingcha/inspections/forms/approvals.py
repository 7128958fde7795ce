"""What people type about an approval."""

from django import forms


class ApprovalForm(forms.Form):
    """How the visits are to be carried out."""

    words = forms.CharField(
        label="检查安排",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="什么时候、什么方式、怎样分组、注意什么。名单公开前不要写单位名称。",
    )


class OpinionForm(forms.Form):
    """What the leader says."""

    words = forms.CharField(
        label="审批意见", max_length=200, required=False, help_text="批准的可以不写；退回的写明怎样修改。"
    )
