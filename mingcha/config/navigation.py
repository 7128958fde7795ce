"""The nouns of the top row, in their fixed order, and who may open each.

A noun is listed once its room is built; the order never changes (ux: navigation and page map)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.urls import ResolverMatch, reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import (
    ADMINISTRATORS,
    AUDIT_ADMIN,
    AUDITOR,
    DISCIPLINE,
    INSPECTOR,
    LEADER,
    READERS,
    ROLES,
    WITNESS,
)
from mingcha.config.waiting import count_waiting

HOME = "home"


@dataclass(frozen=True)
class Noun:
    """`apps` are the packages whose pages lie under it; `roles` may open it. A public noun has none."""

    name: str
    url_name: str
    roles: frozenset[str] = frozenset()
    apps: tuple[str, ...] = ()


VISITS = ("visits", "approvals", "schedule", "records", "files", "papers", "materials", "outcomes")
VISIT_ROOMS = tuple(f"mingcha.inspections.views.{room}" for room in VISITS)
LOG_ROOMS = ("mingcha.oversight.views.ledger", "mingcha.oversight.views.histories")
NOUNS: tuple[Noun, ...] = (
    Noun("首页", HOME, frozenset(ROLES), ("mingcha.oversight.views.overview",)),
    Noun(
        "两库一单",
        "registers_home",
        READERS,
        ("mingcha.registers", "mingcha.items", "mingcha.intake", "mingcha.upkeep"),
    ),
    Noun("计划与抽查任务", "campaign_list", READERS, ("mingcha.plans", "mingcha.law")),
    Noun("抽取", "draw_list", READERS | {WITNESS}, ("mingcha.draws", "mingcha.papers")),
    Noun(
        "检查",
        "inspection_list",
        READERS | {INSPECTOR},
        VISIT_ROOMS,
    ),
    Noun("公示", "disclosure_home", READERS, ("mingcha.disclosure",)),
    Noun(
        "企业评价",
        "feedback_list",
        frozenset({DISCIPLINE, LEADER, AUDITOR}),
        ("mingcha.inspections.views.feedback",),
    ),
    Noun("监督", "ledger_list", frozenset({AUDIT_ADMIN, AUDITOR, LEADER}), LOG_ROOMS),
    # Not a business noun: the rooms of the three administrators, which leader and auditor may look into.
    Noun("人员与岗位", "people_list", ADMINISTRATORS | {LEADER, AUDITOR}, ("mingcha.accounts",)),
)
PUBLIC_NOUNS: tuple[Noun, ...] = (
    Noun("抽查事项清单", "public_items"),
    Noun("抽查计划", "public_plans"),
    Noun("抽取记录", "public_draws"),
    Noun("按企业查", "public_companies"),
    Noun("核验页", "public_verify"),
)


@dataclass(frozen=True)
class Link:
    """One entry of a rendered row; `aria_current` says page on the page itself, true on those below it."""

    noun: Noun
    url: str
    is_current: bool
    aria_current: str
    count: int = 0
    is_late: bool = False

    @property
    def name(self) -> str:
        return self.noun.name


def staff_links(actor: Actor, match: ResolverMatch | None) -> list[Link]:
    """The nouns this person may open, with what waits for them counted beside 首页."""
    waiting = count_waiting(actor)
    links = _links([noun for noun in NOUNS if actor.roles & noun.roles], match)
    return [
        replace(link, count=waiting.late or waiting.all, is_late=waiting.late > 0)
        if link.noun.url_name == HOME
        else link
        for link in links
    ]


def public_links(match: ResolverMatch | None) -> list[Link]:
    return list(_links(PUBLIC_NOUNS, match))


def _links(nouns: Sequence[Noun], match: ResolverMatch | None) -> Iterator[Link]:
    for noun in nouns:
        is_page = match is not None and match.url_name == noun.url_name
        yield Link(
            noun, reverse(noun.url_name), is_page or _below(noun, match), "page" if is_page else "true"
        )


def _below(noun: Noun, match: ResolverMatch | None) -> bool:
    if match is None:
        return False
    module = match.func.__module__
    return any(module == app or module.startswith(f"{app}.") for app in noun.apps)
