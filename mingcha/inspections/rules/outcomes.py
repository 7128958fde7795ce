"""检查结果 in two families, as a table: what each means nationally, what it asks for, what follows from it.
Pure. Sources: 国家企业信用信息公示系统 (the eight classes), additions of provinces for parties that cannot be
checked."""

from dataclasses import dataclass

from mingcha.inspections.rules.files import EXTRACT, PHOTO
from mingcha.law.rules.keys import FILE_CASE_DAYS, REPORT_UNREACHABLE_DAYS

FOUND, NOT_CHECKED = "found", "not_checked"
FAMILIES: dict[str, str] = {FOUND: "检查结果", NOT_CHECKED: "无法检查"}
NATIONAL: dict[str, str] = {
    "1": "未发现问题",
    "2": "未按规定公示应当公示的信息",
    "3": "公示信息隐瞒真实情况、弄虚作假",
    "4": "通过登记的住所（经营场所）无法联系",
    "5": "发现问题已责令改正",
    "6": "不配合检查情节严重",
    "7": "未发现开展本次抽查涉及的经营活动",
    "8": "发现问题待后续处理",
}


@dataclass(frozen=True)
class FollowUpRule:
    """What is to be done after an outcome. `days` is the key of the figure that says within how many;
    `at_due` takes the day by which the party is to put things right."""

    words: str
    days: str = ""
    at_due: bool = False


@dataclass(frozen=True)
class OutcomeKind:
    """`needs_words` asks what was found, `needs_measures` what was ordered and until when, `proof` a file of
    these kinds, `needs_letters` two letters that came back."""

    # Obligation national-outcomes of docs/law/obligations.yml.

    code: str
    title: str
    family: str
    national: str = ""
    is_problem: bool = False
    needs_words: bool = False
    needs_measures: bool = False
    needs_letters: bool = False
    proof: tuple[str, ...] = ()
    follow_up: FollowUpRule | None = None

    @property
    def asks_finding(self) -> bool:
        """It cannot stand beside a checklist on which everything is in order."""
        return self.national in ("5", "8")


NONE_FOUND = "none"
_CHANGE_REGISTER = "核对名录库，变更该对象的状态"
STANDARD: tuple[OutcomeKind, ...] = (
    OutcomeKind(NONE_FOUND, NATIONAL["1"], FOUND, "1"),
    OutcomeKind(
        "ordered",
        NATIONAL["5"],
        FOUND,
        "5",
        is_problem=True,
        needs_words=True,
        needs_measures=True,
        follow_up=FollowUpRule("复查改正情况，登记是否改正到位", at_due=True),
    ),
    OutcomeKind(
        "pending",
        NATIONAL["8"],
        FOUND,
        "8",
        is_problem=True,
        needs_words=True,
        follow_up=FollowUpRule("移交执法监察股核查，决定是否立案", days=FILE_CASE_DAYS),
    ),
    OutcomeKind("not-published", NATIONAL["2"], FOUND, "2", is_problem=True, needs_words=True),
    OutcomeKind(
        "false-information",
        NATIONAL["3"],
        FOUND,
        "3",
        is_problem=True,
        needs_words=True,
        follow_up=FollowUpRule("抄告登记机关处理"),
    ),
    OutcomeKind(
        "uncooperative",
        NATIONAL["6"],
        FOUND,
        "6",
        is_problem=True,
        needs_words=True,
        follow_up=FollowUpRule("报局领导研究处理"),
    ),
    OutcomeKind(
        "unreachable",
        NATIONAL["4"],
        NOT_CHECKED,
        "4",
        needs_letters=True,
        follow_up=FollowUpRule("函告市场监督管理部门列入经营异常名录", days=REPORT_UNREACHABLE_DAYS),
    ),
    OutcomeKind(
        "no-activity",
        NATIONAL["7"],
        NOT_CHECKED,
        "7",
        needs_words=True,
        proof=(PHOTO,),
        follow_up=FollowUpRule("核对名录库，更正该对象的类别"),
    ),
    OutcomeKind(
        "closed",
        "已关闭停业或正在组织清算",
        NOT_CHECKED,
        needs_words=True,
        proof=(PHOTO,),
        follow_up=FollowUpRule(_CHANGE_REGISTER),
    ),
    OutcomeKind(
        "deregistered",
        "注销",
        NOT_CHECKED,
        proof=(EXTRACT,),
        follow_up=FollowUpRule(_CHANGE_REGISTER),
    ),
    OutcomeKind(
        "revoked",
        "被吊销营业执照",
        NOT_CHECKED,
        proof=(EXTRACT,),
        follow_up=FollowUpRule(_CHANGE_REGISTER),
    ),
    OutcomeKind(
        "cancelled",
        "被撤销登记",
        NOT_CHECKED,
        proof=(EXTRACT,),
        follow_up=FollowUpRule(_CHANGE_REGISTER),
    ),
    OutcomeKind(
        "moved",
        "迁出本辖区",
        NOT_CHECKED,
        needs_words=True,
        proof=(EXTRACT, PHOTO),
        follow_up=FollowUpRule("函告迁入地主管部门，变更名录库"),
    ),
)
BY_CODE = {kind.code: kind for kind in STANDARD}
FOUND_KINDS = tuple(kind for kind in STANDARD if kind.family == FOUND)
NOT_CHECKED_KINDS = tuple(kind for kind in STANDARD if kind.family == NOT_CHECKED)
