"""Who may see past imports. Who may bring a workbook in, its subject says."""

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.intake.subjects import registered


def can_list_imports(actor: Actor) -> Decision:
    """Whoever may read any kind; the list then holds those kinds only."""
    decisions = [subject.can_read(actor) for subject in registered().values()]
    return next((one for one in decisions if one.allowed), decisions[0])
