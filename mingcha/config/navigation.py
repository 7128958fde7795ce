"""The nouns of the top row, in their fixed order, and who may open each.

A noun is listed once its room is built; the order never changes (ux: navigation and page map)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.urls import ResolverMatch, reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import ADMINISTRATORS, AUDIT_ADMIN, AUDITOR, LEADER, READERS, ROLES, WITNESS
from mingcha.config.waiting import count_waiting

HOME = "home"


@dataclass(frozen=True)
class Noun:
    """`apps` are the packages whose pages lie under this noun; `roles` may open it. A public noun has no
    roles, but the words with which the front page offers it."""

    name: str
    url_name: str
    roles: frozenset[str] = frozenset()
    apps: tuple[str, ...] = ()
    title: str = ""
    why: str = ""
    button: str = ""


NOUNS: tuple[Noun, ...] = (
    Noun("首页", HOME, frozenset(ROLES)),
    Noun(
        "两库一单",
        "registers_home",
        READERS,
        ("mingcha.registers", "mingcha.items", "mingcha.intake", "mingcha.upkeep"),
    ),
    Noun("计划与抽查任务", "campaign_list", READERS, ("mingcha.plans", "mingcha.law")),
    Noun("抽取", "draw_list", READERS | {WITNESS}, ("mingcha.draws", "mingcha.papers")),
    Noun("监督", "ledger_list", frozenset({AUDIT_ADMIN, AUDITOR, LEADER}), ("mingcha.oversight",)),
    # Not a business noun: the rooms of the three administrators, which leader and auditor may look into.
    Noun("人员与岗位", "people_list", ADMINISTRATORS | {LEADER, AUDITOR}, ("mingcha.accounts",)),
)
PUBLIC_NOUNS: tuple[Noun, ...] = (
    Noun(
        "抽查事项清单",
        "public_items",
        title="本机构可以查哪些事项",
        why="每一项的依据、对象、方式，按版本公布。",
        button="查看清单",
    ),
    Noun(
        "抽查计划",
        "public_plans",
        title="今年查什么、查多少、什么时候查",
        why="每一个任务的范围、比例、数量和时间，历次修订都在。",
        button="查看计划",
    ),
    Noun(
        "抽取记录",
        "public_draws",
        title="每一次抽取，含已作废的",
        why="何时、何地、从多少个对象中抽了多少个，抽取文件都可下载。",
        button="查看抽取记录",
    ),
    Noun(
        "核验页",
        "public_verify",
        title="自己重算一次抽取",
        why="交上下载的抽取文件，当场重新计算，逐步说明是否相符，文件不留存。",
        button="打开核验页",
    ),
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
