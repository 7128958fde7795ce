"""What a section may ask of the next version of the list. Pure."""

ADD, CHANGE, LEAVE_OUT = "add", "change", "leave_out"
PROPOSAL_KINDS: dict[str, str] = {ADD: "新增", CHANGE: "修改", LEAVE_OUT: "去掉"}
