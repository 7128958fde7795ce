"""What people type about penalty decisions."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from mingcha.common.workbooks import CellRefused
from mingcha.common.workbooks.values import read_document_number, read_uscc
from mingcha.disclosure.models import Penalty
from mingcha.disclosure.queries.penalty_origins import Origin
from mingcha.disclosure.result_forms import CHECKED_LABEL
from mingcha.disclosure.rules.penalties import CATEGORIES, PARTY_KINDS, PenaltyFacts, read_money, wan
from mingcha.disclosure.services import Submitted
from mingcha.intake.forms import ProofField
from mingcha.law.forms import DayField

LONG = 2000
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("决定书", ("document_no", "decided_on", "scan", "origin")),
    ("行政相对人", ("party_kind", "party", "uscc", "representative")),
    ("其他代码", ("register_no", "organisation_no", "tax_no", "institution_no", "society_no")),
    ("违法和处罚", ("breach", "facts", "basis", "categories", "content", "fine", "confiscated", "licences")),
    ("期限和机关", ("valid_until", "public_until", "authority_code", "remarks", "reason")),
)


class CellField(forms.CharField):
    """A text that a reader of cells understands; what it cannot be is said in the reader's sentence."""

    def __init__(self, *, reader: Callable[..., Any], **options: Any) -> None:
        super().__init__(**options)
        self.reader = reader

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return self.reader(text, field=str(self.label))
        except CellRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


def _code(label: str) -> CellField:
    """A code of the party other than its credit code."""
    return CellField(reader=_other_code, label=label, max_length=32, required=False)


def _other_code(text: str, *, field: str) -> str:
    return read_document_number(text, field=field, strict=True)


def _long(label: str, help_text: str, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONG, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


class PenaltyForm(forms.Form):
    """What stands on the paper, with the paper."""

    document_no = forms.CharField(
        label="行政处罚决定书文号", max_length=60, help_text="照决定书写，例如阜自然资罚〔2026〕3号"
    )
    decided_on = DayField(label="处罚决定日期", help_text="公示期限从这一天起计算")
    scan = ProofField(label="行政处罚决定书", help_text="PDF、JPG或PNG，最大10MB；只在本局内部查看，不公示")
    origin = forms.TypedChoiceField(
        label="由哪一户次检查引出",
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text="查出问题的户次；不是抽查引出的不选",
    )
    party_kind = forms.ChoiceField(label="行政相对人类别", choices=[("", "请选择"), *PARTY_KINDS.items()])
    party = forms.CharField(
        label="行政相对人名称", max_length=120, help_text="填全称；自然人和个体工商户的名称隐去以后公示"
    )
    uscc = CellField(
        reader=read_uscc,
        label="统一社会信用代码",
        max_length=32,
        required=False,
        help_text="18位；自然人不填，身份证号码不登记",
    )
    representative = forms.CharField(
        label="法定代表人",
        max_length=32,
        required=False,
        help_text="加密保存，只用于核对；不公示，证件号码不登记",
    )
    register_no = _code("工商注册号")
    organisation_no = _code("组织机构代码")
    tax_no = _code("税务登记号")
    institution_no = _code("事业单位证书号")
    society_no = _code("社会组织登记证号")
    breach = _long("违法行为类型", "例如超出采矿权登记的开采区域开采矿产资源", 2)
    facts = _long("违法事实", "写当事人，不写自然人的姓名、号码和住址", 5)
    basis = _long("处罚依据", "法律、法规、规章的名称和条款")
    categories = forms.MultipleChoiceField(
        label="处罚类别",
        choices=[(one, one) for one in CATEGORIES],
        widget=forms.CheckboxSelectMultiple,
        help_text="有几种选几种（行政处罚法第九条）",
    )
    content = _long("处罚内容", "照决定书的主文写")
    fine = CellField(
        reader=read_money,
        label="罚款金额",
        max_length=24,
        required=False,
        help_text="单位万元，最多6位小数；5000元写作0.5",
    )
    confiscated = CellField(
        reader=read_money,
        label="没收金额",
        max_length=24,
        required=False,
        help_text="没收违法所得、没收非法财物的金额，单位万元",
    )
    licences = forms.CharField(label="暂扣或吊销证照名称及编号", max_length=200, required=False)
    valid_until = DayField(label="处罚有效期", required=False, help_text="到哪一天；没有的不填")
    public_until = DayField(
        label="公示截止期", required=False, help_text="第二天起不再公示；没有确定的不填，一直公示"
    )
    authority_code = CellField(
        reader=read_uscc, label="处罚机关统一社会信用代码", max_length=32, required=False
    )
    remarks = forms.CharField(label="备注", max_length=200, required=False, help_text="不公示")
    reason = forms.CharField(label="更正理由", max_length=200, help_text="随公示页公开")

    def __init__(
        self,
        typed: QueryDict | None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
        *,
        origins: Sequence[Origin],
        shown: Mapping[str, Any],
        is_correction: bool = False,
    ) -> None:
        super().__init__(typed, files, initial=dict(shown))
        choices = [(str(one.key), one.words) for one in origins]
        known = shown.get("origin")
        if known and str(known) not in dict(choices):
            choices.append((str(known), str(shown["origin_words"])))
        self.fields["origin"].choices = [("", "不是抽查引出的"), *choices]  # type: ignore[attr-defined]  # a choice
        # Without one before it a decision needs its paper; the service says so after everything else.
        self.fields["scan"].is_asked_later = "document_no" not in shown  # type: ignore[attr-defined]  # read by _field.html
        if not is_correction:
            del self.fields["reason"]

    @property
    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """The fields under their headings."""
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in GROUPS]

    @property
    def submitted(self) -> Submitted:
        """As the service takes it."""
        told: dict[str, Any] = {**self.cleaned_data}
        scan, origin = told.pop("scan"), told.pop("origin")
        told.pop("reason", None)
        told["categories"] = tuple(told["categories"])
        return Submitted(PenaltyFacts(**told), scan, origin)


class CheckForm(forms.Form):
    """The second person has compared it with the paper."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    is_checked = forms.BooleanField(label=CHECKED_LABEL, required=False)


class ReturnForm(forms.Form):
    """What is wrong with it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(label="退回的意见", max_length=200)


class VoidPenaltyForm(forms.Form):
    """Why the entry counts no more."""

    words = forms.CharField(
        label="作废录入的原因", max_length=200, help_text="例如重复录入；原记录留在日志里"
    )


def shown_of(row: Penalty) -> dict[str, Any]:
    """A version as the form shows it: names masked, amounts in 万元."""
    names = [field for group in GROUPS for field in group[1] if hasattr(row, field)]
    shown = {name: getattr(row, name) for name in names}
    shown |= {"representative": row.representative_masked, "reason": ""}
    shown |= {"fine": wan(row.fine), "confiscated": wan(row.confiscated)}
    if row.inspection is not None:
        follows = f"：{row.follow_up}" if row.follow_up else ""
        shown |= {
            "origin": row.follow_up_id or row.inspection_id,
            "origin_words": f"{row.inspection}{follows}",
        }
    return shown
