"""A finding of the arbiter: what was found, what is required, on which clause, the way out. Pure."""

from dataclasses import dataclass

REFUSED, ASK, STOPPED = "refused", "ask", "stopped"
ITEM, BASIS, FLOOR, ROUNDS, RAISED_MORE = "item", "basis", "floor", "rounds", "raised"
GENERAL_CAP, CAP, PEOPLE, STRATA, UNREADABLE = "general-cap", "cap", "people", "strata", "unreadable"
RULES: dict[str, str] = {
    ITEM: "事项",
    BASIS: "检查依据",
    FLOOR: "比例下限",
    ROUNDS: "频次下限",
    RAISED_MORE: "加强抽查",
    GENERAL_CAP: "一般事项频次上限",
    CAP: "年度检查次数上限",
    PEOPLE: "检查人员",
    STRATA: "分层",
    UNREADABLE: "填写",
}
SEVERITY_WORDS = {
    REFUSED: ("不能定案", "is-late"),
    STOPPED: ("不能抽取", "is-late"),
    ASK: ("请决定", "is-due"),
}


@dataclass(frozen=True)
class Finding:
    """`found` against `required`, the clause with its words, the way out; `anchor` names the form's part,
    `rule` the rule it falls under (`RULES`), `rows` the campaigns of a plan concerned, the first foremost;
    `about_register` where the register of inspectors, not the campaign, is what is to be mended."""

    code: str
    severity: str
    title: str
    found: str
    required: str
    clause: str
    quote: str
    remedy: str
    anchor: str
    rule: str
    rows: tuple[str, ...] = ()
    about_register: bool = False

    @property
    def blocks(self) -> bool:
        return self.severity == REFUSED

    @property
    def stops(self) -> bool:
        """Of a campaign that is settled: nothing is drawn."""
        return self.severity == STOPPED

    @property
    def status_word(self) -> str:
        return SEVERITY_WORDS[self.severity][0]

    @property
    def status_class(self) -> str:
        return SEVERITY_WORDS[self.severity][1]
