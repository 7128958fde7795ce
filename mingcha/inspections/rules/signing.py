"""Whether the party signed the record. Pure."""

from mingcha.inspections.rules.methods import ON_SITE

SIGNED, REFUSED, ABSENT, NOT_NEEDED = "signed", "refused", "absent", "not_needed"
SIGNINGS: dict[str, str] = {
    SIGNED: "已签字确认",
    REFUSED: "拒绝签字",
    ABSENT: "当事人不在场",
    NOT_NEEDED: "书面或远程检查，不当场签字",
}


def signings_of(method: str) -> tuple[str, ...]:
    """What may be said of the signature of a visit made this way."""
    return (SIGNED, REFUSED, ABSENT) if method == ON_SITE else (NOT_NEEDED, SIGNED, REFUSED)
