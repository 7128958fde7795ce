"""The table of public records. A new kind is one row here: front page, list, search, pages of companies,
files and figures follow from it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Q

from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.disclosure.queries import drawings, papers, penalties, results
from mingcha.disclosure.queries.bulletins.public import bulletin_rows
from mingcha.disclosure.queries.disclosed import (
    CORRECTED_ON,
    DISCLOSED_ON,
    OBJECTED,
    RECORD_FIELD,
    disclosed_rows,
    is_over,
)
from mingcha.disclosure.rules.fields import COUNT, DAY, MOMENT, PAGE, YEAR, Field, Row, told
from mingcha.ledger.models import Version
from mingcha.registers.queries.remembered import Memory

HOLDER, HOLDER_CODE, STANDING, OF_YEAR = "holder", "holder_code", "standing", "year"


@dataclass(frozen=True)
class Kind:
    """One kind of public record. `rows` reads what is public now, the latest first; `fields` are all that may
    be told of it; `tables` are those on which the rows rest. A kind that has `holder` and `holder_code` among
    its fields is found by search and stands on the pages of companies. `page` is the name of the page that
    shows it best; without one its list does."""

    key: str
    noun: str
    unit: str
    title: str
    why: str
    button: str
    rows: Callable[[], Iterable[Row]]
    fields: tuple[Field, ...]
    tables: tuple[str, ...]
    candidates: Callable[[UUID, str], Iterable[Row]] | None = None
    """What an office may publish record by record, all of it or the one record named: rows with `record`,
    their key (letters, digits, - and _), and the fields of the snapshot. The public rows are then
    `disclosed_rows`. None where being public follows from the state of things alone."""
    page: str = ""
    narrow: tuple[str, ...] = ()
    """Fields left out where space is short: in the table of a company and of the list."""
    until: str = ""
    """The field with the last day on which a row is public; the next day it is on no page and in no file."""

    @property
    def names_holders(self) -> bool:
        return {HOLDER, HOLDER_CODE} <= {field.key for field in self.fields}

    @property
    def shown_fields(self) -> list[Field]:
        """The columns of a table on a page; the address is a link on the first one."""
        return [field for field in self.fields if field.key not in (*self.narrow, PAGE)]

    @property
    def has_standing(self) -> bool:
        return any(field.key == STANDING for field in self.fields)


PAGE_FIELD = Field("page", "页面", "这一条的公示页，相对于公示首页的地址。", PAGE)
YEAR_FIELD = Field(OF_YEAR, "年度", "所属年度。", YEAR)
OFFICE_FIELD = Field("office", "机关", "公示这一条的机关。")
CAMPAIGN = Field("campaign", "抽查任务", "任务名称，与年度计划相同。")
CAMPAIGN_NO = Field("campaign_no", "任务编号", "年度计划中的编号。")
DRAW_ID = Field("draw_id", "抽取编号", "抽取文件中的编号，本局不重复。")
PAPER_FIELD = Field("paper_sha256", "打印稿摘要", "公布时打印稿的SHA-256；没有打印稿的为空。", has_codes=True)
PUBLISHED_ON = Field("published_on", "公布日期", "公布的那一天。", DAY)
BULLETIN_FIELDS = (
    YEAR_FIELD,
    OFFICE_FIELD,
    CAMPAIGN,
    CAMPAIGN_NO,
    Field("document_no", "文号", "通报的文号；没有编号的为空。"),
    Field("base", "基数", "从多少个对象中抽取。", COUNT),
    Field("drawn", "抽中", "抽中的个数。", COUNT),
    Field("visited", "已查", "检查的个数，含无法检查的。", COUNT),
    Field("not_checked", "无法检查", "去了而无法检查的个数。", COUNT),
    Field("with_problems", "发现问题", "发现问题的个数。", COUNT),
    PAPER_FIELD,
    RECORD_FIELD,
    DISCLOSED_ON,
    CORRECTED_ON,
    PAGE_FIELD,
)

RESULTS = results.RESULTS
RESULT_FIELDS = (
    RECORD_FIELD,
    YEAR_FIELD,
    OFFICE_FIELD,
    Field(HOLDER, "检查对象名称", "市场主体的名称；自然人和个体工商户的隐去。"),
    Field(HOLDER_CODE, "统一社会信用代码", "没有的，为注册号或者本局名录库的编号。", has_codes=True),
    Field("units", "检查的具体对象", "主体名下被检查的矿、地块、项目；检查主体本身的为空。"),
    CAMPAIGN,
    CAMPAIGN_NO,
    Field("manner", "抽查类型", "双随机抽查，或者不经抽取的线索核查。"),
    Field("items", "抽查事项", "检查了清单中的哪些事项。"),
    Field("method", "检查方式", "现场、书面或者远程。"),
    Field("officers", "检查实施人员", "检查人员的姓名和执法证号。", has_codes=True),
    Field("visited_on", "检查完成日期", "检查结束的那一天。", DAY),
    Field(STANDING, "抽查结果", "检查结果的名称；有几项的都列。"),
    Field("national", "国家分类", "国家企业信用信息公示系统抽查结果分类的编号；没有对应的写其他。"),
    Field("found", "发现的问题", "查出的问题或者无法检查的情况；没有的为空。"),
    Field("measures", "处理措施", "责令改正等措施和期限；没有的为空。"),
    OBJECTED,
    DISCLOSED_ON,
    CORRECTED_ON,
    PAGE_FIELD,
)

PENALTIES, UNTIL = "penalties", "public_until"
PENALTY_FIELDS = (
    Field("document_no", "行政处罚决定书文号", "决定书上的文号。"),
    YEAR_FIELD,
    Field(HOLDER, "行政相对人名称", "被处罚的单位；自然人和个体工商户的隐去。"),
    Field(
        HOLDER_CODE,
        "统一社会信用代码",
        "没有的，为注册号或者本局名录库的编号；自然人没有编号的为空。",
        has_codes=True,
    ),
    Field("party_kind", "行政相对人类别", "法人及非法人组织、个体工商户或者自然人。"),
    Field("breach", "违法行为类型", "违反了哪一类规定。"),
    Field("facts", "违法事实", "查明的事实。"),
    Field("basis", "处罚依据", "法律、法规、规章的名称和条款。"),
    Field(STANDING, "处罚类别", "《行政处罚法》第九条的类别；有几种的都列。"),
    Field("content", "处罚内容", "决定书的处罚内容。"),
    Field("fine", "罚款金额（万元）", "单位万元，到分；没有的为空。"),
    Field("confiscated", "没收金额（万元）", "没收违法所得、没收非法财物的金额，单位万元；没有的为空。"),
    Field("licences", "暂扣或吊销证照名称及编号", "没有的为空。", has_codes=True),
    Field("decided_on", "处罚决定日期", "作出决定的那一天。", DAY),
    Field("valid_until", "处罚有效期", "到哪一天；没有的为空。", DAY),
    Field(UNTIL, "公示截止期", "公示到哪一天，第二天起不再显示；没有定的为空。", DAY),
    Field("office", "处罚机关", "作出决定的机关。"),
    RECORD_FIELD,
    DISCLOSED_ON,
    CORRECTED_ON,
    PAGE_FIELD,
)

KINDS: tuple[Kind, ...] = (
    Kind(
        key="items",
        noun="抽查事项清单",
        unit="版",
        title="本机构可以查哪些事项",
        why="每一项的依据、对象、方式，按版本公布。清单以外的事项不检查。",
        button="查看清单",
        rows=papers.item_lists,
        page="public_items",
        tables=("items_",),
        narrow=(OF_YEAR, "paper_sha256"),
        fields=(
            Field("version", "版次", "第几版。"),
            YEAR_FIELD,
            OFFICE_FIELD,
            PUBLISHED_ON,
            Field("standing", "状态", "现行，或者已被新版代替。"),
            Field("items", "事项数", "清单中抽查事项的个数。", COUNT),
            PAPER_FIELD,
            PAGE_FIELD,
        ),
    ),
    Kind(
        key="plans",
        noun="年度计划",
        unit="份",
        title="今年查什么、查多少、什么时候查",
        why="每一个任务的范围、比例、数量和时间，历次修订都在。",
        button="查看计划",
        rows=papers.plans,
        page="public_plans",
        tables=("plans_plan",),
        narrow=("paper_sha256",),
        fields=(
            YEAR_FIELD,
            OFFICE_FIELD,
            Field("version", "版本", "首次公布，或者第几次修订。"),
            PUBLISHED_ON,
            Field("document_no", "文号", "计划的文号；没有编号的为空。"),
            Field("campaigns", "任务数", "计划中抽查任务的个数。", COUNT),
            Field("reason", "修订理由", "为什么修订；首次公布的为空。"),
            PAPER_FIELD,
            PAGE_FIELD,
        ),
    ),
    Kind(
        key="draws",
        noun="抽查任务与抽取记录",
        unit="次",
        title="每一次抽取，含已作废的",
        why="何时、何地、从多少个对象中抽了多少个，抽取文件都可下载，人人可以重算。",
        button="查看抽取记录",
        rows=drawings.attempts,
        page="public_draws",
        tables=("draws_", "plans_campaign"),
        narrow=(OF_YEAR, "office", "campaign_no", "of", "check_number", "bundle"),
        fields=(
            YEAR_FIELD,
            OFFICE_FIELD,
            CAMPAIGN,
            CAMPAIGN_NO,
            DRAW_ID,
            Field("kind", "抽取", "检查对象抽取，或者检查人员匹配。"),
            Field("attempt", "第几次", "同一任务同一种抽取的第几次。", COUNT),
            Field("of", "共几次", "同一任务同一种抽取一共几次，含作废的。", COUNT),
            Field("announced_at", "公告时间", "公告的时间。", MOMENT),
            Field("check_number", "核对号", "公告的四十位核对号，当场宣读。"),
            Field("standing", "状态", "已公告、已摇号、已抽取、已公开或者已作废。"),
            Field("drawn", "抽中", "抽中的个数；还没有抽取的、匹配人员的为空。", COUNT),
            Field("reserve", "递补", "递补的个数。", COUNT),
            Field("bundle", "抽取文件", "文件名，在bundles目录下；还没有的写明原因。"),
            PAGE_FIELD,
        ),
    ),
    Kind(
        key="platform-draws",
        noun="上级平台抽取",
        unit="次",
        title="由上级平台抽取、本局接收的",
        why="非本系统抽取、不可复算，写明平台、批次和依据。",
        button="查看平台抽取",
        rows=drawings.platform_draws,
        tables=("draws_external", "plans_campaign"),
        narrow=(OF_YEAR, "office", "campaign_no"),
        fields=(
            YEAR_FIELD,
            OFFICE_FIELD,
            CAMPAIGN,
            CAMPAIGN_NO,
            DRAW_ID,
            Field("platform", "抽取平台", "在哪个平台抽取。"),
            Field("batch_no", "平台批次号", "平台上的批次号。"),
            Field("drawn_on", "抽取日期", "平台抽取的日期。", DAY),
            Field("standing", "状态", "已接收、已公开或者已撤回。"),
            Field("drawn", "抽中", "抽中的个数；已撤回的为空。", COUNT),
            PAGE_FIELD,
        ),
    ),
    Kind(
        key=RESULTS,
        noun="检查结果",
        unit="条",
        title="查了谁、查什么、结果怎样",
        why="每一户次一条，谁检查、谁录入、谁公开；更正和撤回都写明。",
        button="查看检查结果",
        rows=disclosed_rows(RESULTS, RESULT_FIELDS),
        candidates=results.result_candidates,
        tables=("disclosure_disclosure", "disclosure_objection"),
        narrow=(
            *("record", OF_YEAR, "office", "units", "campaign_no", "manner", "method", "officers"),
            *("national", "measures", "corrected_on"),
        ),
        fields=RESULT_FIELDS,
    ),
    Kind(
        key=PENALTIES,
        noun="行政处罚决定",
        unit="件",
        title="处罚了谁、为什么、怎样处罚",
        why="决定作出后7个工作日内公示；更正和撤回都写明，公示期满不再显示。",
        button="查看处罚决定",
        rows=disclosed_rows(PENALTIES, PENALTY_FIELDS),
        candidates=penalties.penalty_candidates,
        tables=("disclosure_disclosure",),
        narrow=(
            *("record", OF_YEAR, "office", "party_kind", "facts", "basis", "content", "confiscated"),
            *("licences", "valid_until", UNTIL, "corrected_on"),
        ),
        fields=PENALTY_FIELDS,
        until=UNTIL,
    ),
    Kind(
        key="drawn",
        noun="抽中名单",
        unit="条",
        title="谁被抽中，哪一次抽中",
        why="检查结束、名单公开以后列出，按企业可以查。自然人和个体工商户的名称隐去。",
        button="按企业查看",
        rows=drawings.drawn_units,
        page="public_companies",
        tables=("draws_", "plans_campaign", "registers_holder", "registers_target"),
        narrow=(OF_YEAR, HOLDER, HOLDER_CODE, "unit_code"),
        fields=(
            YEAR_FIELD,
            Field(HOLDER, "名称", "市场主体的名称；自然人和个体工商户的隐去。"),
            Field(HOLDER_CODE, "统一社会信用代码", "没有的，为注册号或者本局名录库的编号。"),
            CAMPAIGN,
            DRAW_ID,
            Field("unit", "抽取单位", "抽取的主体，或者主体的一个检查对象。"),
            Field("unit_code", "对象编码", "抽取文件中的编码。"),
            Field("town", "乡镇", "所在乡镇。"),
            Field("stratum", "层", "抽取文件中层的代号。"),
            Field("standing", "抽取结果", "抽中、递补，或者抽取以后的变动。"),
            Field("source", "来源", "本局抽取，或者上级平台抽取。"),
            PAGE_FIELD,
        ),
    ),
    Kind(
        key="bulletins",
        noun="抽查情况通报",
        unit="份",
        title="每一次抽查查得怎么样",
        why="一次抽查一份通报：抽了多少，查了多少，发现什么问题，怎样处理。不写企业和个人的名称。",
        button="查看通报",
        rows=disclosed_rows("bulletins", BULLETIN_FIELDS),
        candidates=bulletin_rows,
        tables=("disclosure_disclosure",),
        narrow=(OF_YEAR, "office", "campaign_no", "paper_sha256", "record"),
        fields=BULLETIN_FIELDS,
    ),
)


def _condition(prefixes: Iterable[str]) -> Q:
    found = Q()
    for prefix in (*prefixes, "accounts_office"):
        found |= Q(table__startswith=prefix)
    return found


_MEMORIES: dict[tuple[str, ...], Memory] = {}
Made = TypeVar("Made")


def all_kinds() -> tuple[Kind, ...]:
    """The whole table, in the order of the front page."""
    return KINDS


def find_kind(key: str) -> Kind:
    """The kind of that key, or `Unknown`."""
    found = next((kind for kind in all_kinds() if kind.key == key), None)
    if found is None:
        raise Unknown("no-such-kind", "没有这一种公示内容。", title="没有找到")
    return found


def public_rows(kind: Kind) -> tuple[Row, ...]:
    """Every public row of a kind as it may be told, the latest first; kept until what it rests on changes,
    and of a kind whose rows end, until the day does."""
    return remembered_of([kind], lambda: _told(kind), "rows")


def _told(kind: Kind) -> tuple[Row, ...]:
    rows, today = (told(kind.fields, row) for row in kind.rows()), moments.today()
    return tuple(row for row in rows if not (kind.until and is_over(row[kind.until], today)))


def remembered_of(kinds: Sequence[Kind], make: Callable[[], Made], what: str = "") -> Made:
    """What is made of the public rows of these kinds, kept until something changes on which any of them
    rests, or the day where any of them ends by itself."""
    key = (what, *(kind.key for kind in kinds))
    tables = [table for kind in kinds for table in kind.tables]
    memory = _MEMORIES.get(key) or _MEMORIES.setdefault(key, Memory(_condition(tables)))
    return memory.remembered(moments.today() if any(kind.until for kind in kinds) else "", make)


def ended_since(day: date) -> bool:
    """Whether the last day of anything public was that day or later, and is over."""
    today = moments.today()
    return any(
        is_over(row[kind.until], today) and not is_over(row[kind.until], day)
        for kind in all_kinds()
        if kind.until
        for row in kind.rows()
    )


def touched_since(entry: int) -> bool:
    """Whether an entry of the log from that number on touches a table that something public rests on."""
    tables = [table for kind in all_kinds() for table in kind.tables]
    return Version.objects.filter(_condition(tables), entry__gte=entry).exists()
