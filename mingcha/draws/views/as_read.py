"""What a form posts of the page it stood on."""

from mingcha.accounts.requests import StaffRequest

DIGITS_AT_MOST = 18


def seen_by(request: StaffRequest) -> int:
    """The ledger's entry of what the page showed; -1, which nothing has, where the form says none."""
    said = request.POST.get("seen", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= DIGITS_AT_MOST else -1
