"""异议 of an inspected business to a published result: how it comes, what it may be answered. Pure."""

ONLINE, LETTER = "online", "letter"
WAYS: dict[str, str] = {ONLINE: "回执公开页", LETTER: "来信、来访"}
UPHOLD, DISMISS = "uphold", "dismiss"
VERDICTS: dict[str, str] = {UPHOLD: "异议成立，更正或者撤回公示", DISMISS: "异议不成立，公示不变"}
# How often a day the holder of a receipt may object, as with complaints.
OBJECTIONS_A_DAY = 5
GROUND_LIMIT, NAME_LIMIT, CONTACT_LIMIT, ANSWER_LIMIT = 1000, 64, 100, 500
CLAUSE = "《企业信息公示暂行条例》第十二条：有证据证明政府部门公示的信息不准确的，有权要求该政府部门予以更正"
VERIFIED = "经异议核实"
IN_HAND, BEING_CORRECTED = "异议处理中", "异议成立，正在更正"


def verified_reason(reason: str) -> str:
    """Why what is public was changed, where an objection was upheld: everybody reads that it was.

    >>> verified_reason("越界面积写错"), verified_reason("经异议核实：写错"), verified_reason(" ")
    ('经异议核实：越界面积写错', '经异议核实：写错', '')
    """
    told = reason.strip()
    return told if not told or told.startswith(VERIFIED) else f"{VERIFIED}：{told}"
