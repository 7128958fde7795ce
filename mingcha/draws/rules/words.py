"""Words of the draws: reasons of annulment, of leaving out, steps of a report, verdicts. Pure."""

from collections.abc import Mapping
from fractions import Fraction

from mingcha.plans.rules.forms import GROUP_TITLES
from mingcha.registers.rules.qualifications import tag_words

SECRET_LOST = "secret-lost"  # noqa: S105  # the reason code, no secret
NOT_HELD = "not-held"
# drawproof/1 section 4.5; the code goes into the log, the words on the screens.
ANNULMENT_WORDS: dict[str, str] = {
    "power": "停电或设备故障",
    "recording": "录音录像中断",
    "wrong-file": "公告前封存的名册或规则有误",
    SECRET_LOST: "秘密数无法读出",
    NOT_HELD: "未在公告的时限内进行",
}

# What becomes of the result of an annulled attempt.
NO_EVENT, SAID_NOT_HELD = "no-event", "said-not-held"
COMPUTED, OWED, LOST, LEFT = "computed", "owed", "lost", "left"
COMPUTING_WORDS: dict[str, str] = {
    NO_EVENT: "没有摇号",
    SAID_NOT_HELD: "两人说没有开奖",
    COMPUTED: "已摇号，结果推算并公开",
    OWED: "已摇号，结果还没有推算",
    LOST: "已摇号，秘密数无法读出，推算不出结果，没有抽取文件",
    LEFT: "已摇号，两人没有录完，录入的人已离开，推算不出结果，没有抽取文件",
}

# drawproof/1 section 8, in the order of the report.
STEP_WORDS: dict[str, str] = {
    "form": "文件形式",
    "announcement": "公告",
    "commitment": "承诺",
    "files": "封存文件",
    "event": "公开事件",
    "order": "先后",
    "seed": "种子",
    "result": "抽取结果",
    "levels": "人员均衡",
    "changes": "抽后变更",
    "recordings": "录音录像",
    "log": "留痕日志",
    "attempts": "历次抽取",
}
# status of a step → (status class, word)
STEP_STATUS: dict[str, tuple[str, str]] = {
    "pass": ("is-done", "通过"),
    "fail": ("is-late", "不符"),
    "unchecked": ("is-due", "未核对"),
    "not-applicable": ("is-off", "不适用"),
}
# verdict → (status class, word, what it means)
VERDICT_WORDS: dict[str, tuple[str, str, str]] = {
    "proved": (
        "is-done",
        "相符（已由外部见证证明先公告后摇号）",
        "重新计算一致；所填见证公钥证明，公告在摇号之前。",
    ),
    "consistent": (
        "is-done",
        "相符，但缺少外部见证",
        "重新计算一致；没有外来的公钥证明公告在摇号之前。请把核对号、公开事件与录像或公开报道对照。",
    ),
    "refused": ("is-late", "不符", "有一步对不上，见下表。请向纪检监察机构反映。"),
}


def share_words(ratio: str) -> str:
    """A protocol ratio as the law writes it: 1/20 → 5%; one that is no whole number of hundredths of
    a percent stays a fraction."""
    share = Fraction(ratio) * 100
    return f"{float(share):g}%" if (share * 100).denominator == 1 else ratio


def group_title(code: str, titles: Mapping[str, str]) -> str:
    """What the seats of a group are called; those that the campaign has no more, by their code."""
    return titles.get(code) or GROUP_TITLES.get(code) or tag_words([code])


# What the leader types before the secret opens; nothing else will do.
DISCLOSURE_SENTENCE = "全部检查已经结束"


def says_so(typed: str) -> bool:
    """True when the sentence was typed, whatever the spaces and full stops around it."""
    return "".join(typed.split()).strip('。.“”"') == DISCLOSURE_SENTENCE
