"""How a paper reaches the party. Pure."""

IN_PERSON, LEFT, POST, ELECTRONIC = "in_person", "left", "post", "electronic"
DELIVERIES: dict[str, str] = {
    IN_PERSON: "当面送达",
    LEFT: "留置送达",
    POST: "邮寄送达",
    ELECTRONIC: "电子送达（经当事人同意）",
}
# What must be said, and proved by a scan, beside the day.
NEEDS_WORDS = frozenset({LEFT})
NEEDS_PROOF = frozenset({LEFT, POST})
