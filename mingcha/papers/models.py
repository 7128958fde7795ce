"""Papers as they were issued, the numbers they bear, and their sealed scans."""

from django.db import models
from django.db.models import Q

from mingcha.accounts.models import Office
from mingcha.intake.models import ProofFile
from mingcha.ledger.models import Record
from mingcha.papers.rules.kinds import CHOICES, KINDS, NUMBERED
from mingcha.papers.rules.numbers import OUTSIDE, STANDINGS, USED, VOID, written


class DocumentSeries(Record):
    """The 代字 with which an office numbers one kind of paper. Kinds with the same 代字 share its numbers."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="document_series")
    kind = models.CharField("文书", max_length=16, choices=list(NUMBERED.items()))
    code = models.CharField("代字", max_length=16)

    class Meta:
        verbose_name = "文号代字"
        constraints = [
            models.UniqueConstraint(fields=["office", "kind"], name="one_series_of_a_kind"),
            models.CheckConstraint(condition=~Q(code=""), name="series_has_a_code"),
        ]

    def __str__(self) -> str:
        return self.code


class DocumentNumber(Record):
    """One number of a series and year: what it stands on, or why it stands on nothing here. There is no gap:
    a number that is not used keeps its row with the reason."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="document_numbers")
    code = models.CharField("代字", max_length=16)
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveIntegerField("序号")
    standing = models.CharField(
        "状态", max_length=8, choices=[(key, word) for key, (word, _) in STANDINGS.items()], default=USED
    )
    kind = models.CharField("文书", max_length=16, choices=list(NUMBERED.items()), blank=True)
    subject = models.UUIDField("事项编号", null=True, blank=True, help_text="the row of an upper app")
    title = models.CharField("用于", max_length=200, blank=True)
    url = models.CharField("所在页面", max_length=200, blank=True)
    reason = models.CharField("说明", max_length=200, blank=True)
    taken_by = models.CharField("取号人", max_length=64)
    taken_at = models.DateTimeField("取号时间")
    closed_by = models.CharField("作废人", max_length=64, blank=True)
    closed_at = models.DateTimeField("作废时间", null=True, blank=True)

    class Meta:
        verbose_name = "文号"
        ordering = ("-year", "code", "-number")
        constraints = [
            models.UniqueConstraint(fields=["office", "code", "year", "number"], name="document_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="document_numbers_from_one"),
            models.CheckConstraint(
                condition=Q(standing=USED, subject__isnull=False)
                | Q(standing__in=[VOID, OUTSIDE]) & ~Q(reason=""),
                name="number_used_or_explained",
            ),
        ]

    def __str__(self) -> str:
        return written(self.code, self.year, self.number)

    @property
    def status(self) -> tuple[str, str]:
        """Class and word."""
        word, css = STANDINGS[self.standing]
        return css, word


class OfficeTemplate(Record):
    """An office's own template of one kind, as it was uploaded and checked. The latest that is not withdrawn
    is in force; without one the shipped template is."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="paper_templates")
    kind = models.CharField("文书", max_length=16, choices=CHOICES)
    version = models.PositiveSmallIntegerField("第几版")
    file_name = models.CharField("文件名", max_length=120)
    source = models.TextField("模板原文")
    sha256 = models.CharField("摘要", max_length=64)
    uploaded_by = models.CharField("上传人", max_length=64)
    uploaded_at = models.DateTimeField("上传时间")
    withdrawn_by = models.CharField("停用人", max_length=64, blank=True)
    withdrawn_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = "本局模板"
        ordering = ("kind", "-version")
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "version"], name="template_version_once"),
            models.UniqueConstraint(
                fields=["office", "kind"], condition=Q(withdrawn_at=None), name="one_template_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"本局模板第{self.version}版"


class PaperSource(Record):
    """The text of a template with all it imports, kept once: what a paper was typeset with stays at hand when
    the template is replaced or the program renewed."""

    append_only = True

    sha256 = models.CharField("摘要", max_length=64, unique=True)
    files = models.JSONField("文件", help_text="{path: text}; the template itself is main.typ")

    class Meta:
        verbose_name = "文书模板原文"


class Paper(Record):
    """A paper as it was issued: its content, the template, the PDF. Made again because something changed, it
    is the next edition with its reason; the former one stays."""

    append_only = True
    ledger_ignores = frozenset({"pdf"})  # bound by its digest: a volume would stand in the log twice over

    office = models.ForeignKey(Office, models.PROTECT, related_name="papers")
    kind = models.CharField("文书", max_length=16, choices=CHOICES)
    subject = models.UUIDField("事项编号", help_text="the row of an upper app")
    part = models.CharField(
        "部分", max_length=47, blank=True, help_text="which of several, e.g. an attempt's id"
    )
    edition = models.PositiveSmallIntegerField("第几版", default=1)
    title = models.CharField("文书名称", max_length=200)
    document_no = models.CharField("文号", max_length=40, blank=True)
    made_on = models.DateField("成文日期")
    content = models.JSONField("内容")
    source = models.ForeignKey(PaperSource, models.PROTECT, related_name="papers")
    template = models.CharField("模板", max_length=64, blank=True, help_text="empty: the shipped one")
    pdf = models.BinaryField("打印稿")
    sha256 = models.CharField("摘要", max_length=64)
    pages = models.PositiveSmallIntegerField("页数")
    reason = models.CharField("重新制作的理由", max_length=200, blank=True)
    made_by = models.CharField("制作人", max_length=64)
    made_at = models.DateTimeField("制作时间")

    class Meta:
        verbose_name = "文书"
        ordering = ("made_at", "kind", "part", "edition")
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "part", "edition"], name="paper_edition_once"),
            models.CheckConstraint(
                condition=Q(edition=1, reason="") | Q(edition__gt=1) & ~Q(reason=""),
                name="later_edition_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（第{self.edition}版）" if self.edition > 1 else self.title

    @property
    def names(self) -> bool:
        """It tells who is drawn or who goes."""
        return KINDS[self.kind].names


class PaperScan(Record):
    """The signed and sealed paper as it was scanned."""

    append_only = True

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="scans")
    file = models.ForeignKey(ProofFile, models.PROTECT, related_name="+")
    note = models.CharField("说明", max_length=200, blank=True)
    signed_on = models.DateField(
        "签字日期", null=True, blank=True, help_text="of an edition that is not the last"
    )
    attached_by = models.CharField("附件人", max_length=64)
    attached_at = models.DateTimeField("附上时间")

    class Meta:
        verbose_name = "盖章扫描件"
        ordering = ("attached_at",)
