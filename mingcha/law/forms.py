"""The form with which a leader amends a figure."""

from django import forms

from mingcha.law.rules import CONFIDENCE


class AmendForm(forms.Form):
    """A new dated row of one figure; which figure stands in the address."""

    value = forms.CharField(label="新数值", max_length=24, help_text="比例如5%或1/20，天数、人数、次数填整数")
    clause = forms.CharField(label="依据", max_length=200, help_text="文件和条款，例如国发〔2019〕5号第九条")
    quote = forms.CharField(
        label="原文", max_length=200, required=False, help_text="条款中的原话，显示在审查结果里"
    )
    confidence = forms.ChoiceField(label="可信程度", choices=[("", "请选择"), *CONFIDENCE.items()])
    in_force_from = forms.DateField(
        label="施行日期",
        help_text="例如2027-01-01",
        input_formats=["%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日"],
    )
    reason = forms.CharField(label="修改理由", max_length=200)
