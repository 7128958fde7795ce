"""Words of external draws: the lists, the rules they are held against, the clauses. Pure."""

from mingcha.plans.rules.joint import AT_RANDOM

MARK = "非本系统抽取、不可复算"
# Why, for whoever asks: said on every page of such a draw.
MARK_MEANING = "由上级平台抽取，本系统没有公告、公开事件和抽取文件，只登记平台给出的名单，不能核验抽取过程。"

BASE, DRAWN, TEAMS = "base", "drawn", "teams"
LISTS = {BASE: "抽取基数名单", DRAWN: "抽中名单", TEAMS: "检查组名单"}

UNREADABLE, PARTY, DUPLICATE, NOT_IN_BASE, LEFT_OUT = "unreadable", "party", "duplicate", "base", "left-out"
DIFFERENCE, FLOOR, QUOTA = "difference", "floor", "quota"
TEAM, PERSON, ELIGIBLE, STAND_ASIDE, OFFICERS, SEATS = (
    *("team", "person", "eligible", "stand-aside"),
    *("officers", "seats"),
)
RULES = {
    UNREADABLE: "填写",
    PARTY: "检查对象",
    DUPLICATE: "重复",
    NOT_IN_BASE: "基数",
    LEFT_OUT: "不参加抽取",
    DIFFERENCE: "基数差异",
    FLOOR: "比例下限",
    QUOTA: "应抽数",
    TEAM: "检查组",
    PERSON: "检查人员",
    ELIGIBLE: "执法资格",
    STAND_ASIDE: "回避",
    OFFICERS: "人数下限",
    SEATS: "席位",
}

PLAN = "局2022年度“双随机、一公开”监管工作实施方案"
TWO_REGISTERS = f"{PLAN} 二（一）"
LICENSED = "《中华人民共和国行政处罚法》第四十二条"
ASIDE = "《中华人民共和国行政处罚法》第四十三条"
OFTEN_ENOUGH = f"{PLAN} 二（四）"
CLAUSES = {
    UNREADABLE: AT_RANDOM,
    PARTY: TWO_REGISTERS,
    DUPLICATE: AT_RANDOM,
    NOT_IN_BASE: AT_RANDOM,
    LEFT_OUT: OFTEN_ENOUGH,
    DIFFERENCE: TWO_REGISTERS,
    QUOTA: OFTEN_ENOUGH,
    TEAM: AT_RANDOM,
    PERSON: TWO_REGISTERS,
    ELIGIBLE: LICENSED,
    STAND_ASIDE: ASIDE,
    SEATS: AT_RANDOM,
}
