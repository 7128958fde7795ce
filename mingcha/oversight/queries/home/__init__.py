"""The home page: what this person has to do, where the year stands, what others still owe."""

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.oversight.policies import sees_business
from mingcha.oversight.queries.home.due import work_of
from mingcha.oversight.queries.home.first_steps import first_steps
from mingcha.oversight.queries.home.waiting import waiting_of
from mingcha.oversight.queries.home.year import figures_of, shortcuts_of, stages_of, year_counts
from mingcha.oversight.rules import Arranged, Home, arrange, state_beside

__all__ = ["home", "own_work"]


def own_work(scope: Actor) -> Arranged:
    """What waits for this viewer today, without the rest of the page: what the number beside 首页 counts."""
    today = moments.today()
    return arrange(work_of(scope, today), today)


def home(scope: Actor) -> Home:
    """Everything the page shows for this viewer today. Administrators get work of their own and nothing of
    the business; inspectors and witnesses get work only."""
    today = moments.today()
    arranged = own_work(scope)
    sees_all = bool(sees_business(scope))
    steps = first_steps(scope, today)
    counts = year_counts(scope, today.year) if sees_all else None
    return Home(
        state=state_beside(arranged, steps, today),
        late=arranged.late,
        soon=arranged.soon,
        later=arranged.later,
        stages=stages_of(scope, today, counts) if counts else (),
        waiting=waiting_of(scope, today) if sees_all else (),
        figures=figures_of(scope, today, counts) if counts else (),
        links=shortcuts_of(scope),
        first_steps=steps,
    )
