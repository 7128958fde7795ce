"""Forms of disclosure."""

from django import forms

from mingcha.law.forms import DayField


class AddressForm(forms.Form):
    """Where the carried files are read, from when, on what basis."""

    address = forms.CharField(
        label="公示网址",
        max_length=200,
        required=False,
        help_text="写到目录，例如https://www.fuping.gov.cn/zrzy/gongshi；不再上传的留空",
    )
    in_force_from = DayField(label="生效日期", help_text="今天或以后")
    reason = forms.CharField(label="设定依据", max_length=200)
