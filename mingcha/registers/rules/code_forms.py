"""The forms of numbers on licences and parcels, by name: nobody types a pattern. Pure."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class CodeForm:
    """`is_strict`: what does not fit is refused; otherwise it is taken in with a remark, since older and
    foreign documents bear other numbers. Letters are compared in upper case, without spaces."""

    title: str
    pattern: re.Pattern[str]
    words: str
    is_strict: bool = False

    def fits(self, code: str) -> bool:
        return bool(self.pattern.fullmatch(code))


MINING, PARCEL, SURVEYING, DOCUMENT = "mining", "parcel", "surveying", "document"
CODE_FORMS: dict[str, CodeForm] = {
    # Numbers are given by one national system: 23 characters (《矿业权登记信息管理办法》, 2020); for
    # exploration T and 17 digits since 2008, before that 13 digits (国土资发〔2007〕294号).
    MINING: CodeForm(
        "采矿、勘查许可证号",
        re.compile(r"[CT]\d{22}|[CT]\d{17}|\d{13}"),
        "C（采矿）或T（勘查）加22位数字共23位，旧证18位或13位",
    ),
    # 不动产单元号 28: county 6, cadastral area 3, sub-area 3, parcel type 2 and number 5 make the 19 of the
    # 宗地代码; F, L, Q or W and 8 digits name what stands on it.
    PARCEL: CodeForm(
        "宗地代码、不动产单元号",
        re.compile(r"\d{12}[A-Z]{2}\d{5}(?:[A-Z]\d{8})?"),
        "宗地代码19位（12位数字、2位字母、5位数字），不动产单元号再加1位字母和8位数字共28位",
        is_strict=True,
    ),
    SURVEYING: CodeForm(
        "测绘资质证书编号", re.compile(r"[甲乙丙丁]测资字\d{6,10}"), "如乙测资字1300001：等级、测资字、数字"
    ),
    DOCUMENT: CodeForm(
        "文号",
        re.compile(r"[^\d〔〕]{1,20}〔\d{4}〕(?:第)?\d{1,6}号"),
        "如阜自然临〔2026〕5号：代字、年份、序号",
    ),
}


def form_remark(form: str, code: str, field: str) -> str:
    """What is unusual about a number of this form; "" when it fits or when no form is asked for."""
    rule = CODE_FORMS.get(form)
    if rule is None or not code or rule.fits(code):
        return ""
    return f"{field}“{code}”与{rule.title}的写法不同（{rule.words}），已照填写的登记，请核对。"
