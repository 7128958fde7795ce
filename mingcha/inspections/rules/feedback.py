"""What the inspected party may say of a visit. Pure."""

RATING, COMPLAINT = "rating", "complaint"
KINDS: dict[str, str] = {RATING: "评价", COMPLAINT: "投诉"}
YES, NO = "yes", "no"
ANSWERS: dict[str, str] = {YES: "是", NO: "否"}
