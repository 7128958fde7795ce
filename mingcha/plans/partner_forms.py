"""Forms of the partners of a joint campaign."""

from django import forms


class AnswerForm(forms.Form):
    """The workbook that came back."""

    file = forms.FileField(
        label="填好的回执", help_text=".xlsx或.xls；读其中的“参与人员”和“抽查事项”两张表，逐行核对后才写入。"
    )


class AcceptForm(forms.Form):
    """The answer was looked through."""

    remark = forms.CharField(
        label="说明", required=False, max_length=200, help_text="只派人员、没有抽查事项的，请在这里写明"
    )


class WithdrawForm(forms.Form):
    """Why a partner takes part no longer."""

    reason = forms.CharField(label="退出理由", max_length=200)


class HandForm(forms.Form):
    """Who of the partner took the visit sheets."""

    to = forms.CharField(label="接收人", max_length=64, help_text="该部门领取任务单的人员姓名")
