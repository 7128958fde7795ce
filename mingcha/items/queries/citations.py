"""The legal texts that items and their checklists rest on, and what a change of law does to them."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.items.models import ChecklistQuestion, InspectionItem, ItemList
from mingcha.items.rules import Citation, citations
from mingcha.items.rules.legality import never_a_rule
from mingcha.items.states import REPLACED
from mingcha.law.models import LegalText
from mingcha.law.queries import Shelf, shelf_of
from mingcha.law.rules import CARRYING, chinese_day, title_key

BASIS = "basis"
BASIS_VERSIONS = "依据版本"


@dataclass(frozen=True)
class Cited:
    """A citation with the version of the text that it means; `text` is None where none is registered."""

    field: str
    title: str
    articles: tuple[str, ...]
    text: LegalText | None

    @property
    def words(self) -> str:
        """《中华人民共和国测绘法》第四十九条."""
        return f"《{self.title}》{'、'.join(self.articles)}"

    def lapse(self, on: datetime.date) -> str:
        """Why the citation cannot be used on that day, in Chinese; empty when it can."""
        text = self.text
        if text is None or text.is_in_force(on):
            return ""
        if text.in_force_from > on:
            return f"{self.words}：{text.version}的版本到{chinese_day(text.in_force_from)}才施行"
        ended = chinese_day((text.in_force_until or on) + datetime.timedelta(days=1))
        later = text.replaced_by
        if later is not None and later.key == text.key:
            new = f"{ended}起施行{later.version}的版本，要核对条款后按新版本引用"
            return f"{self.words}：引用的是{text.version}的版本，{new}"
        instead = f"，由{later}代替" if later is not None else ""
        return f"{self.words}：{ended}起已废止{instead}，不能再作依据"


def cited_by(row: InspectionItem | ChecklistQuestion, shelf: Shelf, on: datetime.date) -> list[Cited]:
    """The citations of an item or a question in their order. One whose text was not known when it was written
    is looked up again by its title."""
    return [
        Cited(
            one.get("field", BASIS),
            one["title"],
            tuple(one["articles"]),
            shelf.text(one["text"]) or shelf.version(one["title"], on, one["year"]),
        )
        for one in row.citations
    ]


def cited_versions(cited: Iterable[Cited]) -> list[str]:
    """《中华人民共和国测绘法》2017年4月27日修订, for every text cited that is registered, each once."""
    texts = {one.text.pk: one.text for one in cited if one.text is not None}
    return [f"《{text.title}》{text.version}" for text in texts.values()]


def known_citations(item: InspectionItem, cited: Iterable[Cited]) -> list[Citation]:
    """The citations of the 检查依据, lawful or not by the registered level of their text."""
    levels = {title_key(one.title): one.text.level for one in cited if one.text is not None}
    return [
        replace(
            found,
            is_law=levels[title_key(found.title)] in CARRYING and not never_a_rule(found.title),
            to_register=False,
        )
        if title_key(found.title) in levels
        else found
        for found in citations(item.basis)
    ]


def written_citations(
    row: InspectionItem | ChecklistQuestion, fields: Sequence[str], shelf: Shelf, on: datetime.date
) -> list[dict[str, Any]]:
    """What `citations` of a row should hold: the texts its fields name, in the version that was cited before
    or, for a citation that is new, in the one of that day."""
    former = {_place(one): one["text"] for one in row.citations}
    found = []
    for field in fields:
        for citation in citations(getattr(row, field)):
            one = {
                "field": field,
                "title": citation.title,
                "articles": list(citation.articles),
                "year": citation.year,
            }
            text = shelf.version(citation.title, on, citation.year)
            found.append(one | {"text": former.get(_place(one)) or (str(text.pk) if text else "")})
    return found


def _place(one: dict[str, Any]) -> tuple[str, str, tuple[str, ...], str]:
    return one["field"], one["title"], tuple(one["articles"]), one["year"]


def lapses_of(item: InspectionItem, shelf: Shelf, on: datetime.date) -> list[str]:
    """Everything an item and its checklist cite that has no force on that day, in Chinese."""
    own = [cited.lapse(on) for cited in cited_by(item, shelf, on)]
    asked: dict[str, list[str]] = {}
    for question in _questions(item):
        for cited in cited_by(question, shelf, on):
            if lapse := cited.lapse(on):
                asked.setdefault(lapse, []).append(str(question.number))
    of_questions = [f"检查单第{'、'.join(numbers)}题引用的{lapse}" for lapse, numbers in asked.items()]
    return [lapse for lapse in own if lapse] + of_questions


def _questions(item: InspectionItem) -> Iterator[ChecklistQuestion]:
    if hasattr(item, "checklist"):
        yield from item.checklist.questions.all()


def lapsed_items(
    office_id: UUID, items: Iterable[InspectionItem], on: datetime.date
) -> dict[UUID, list[str]]:
    """The items that rest on law without force on that day, each with what and why."""
    shelf = shelf_of(office_id)
    lapsed = {item.pk: lapses_of(item, shelf, on) for item in items}
    return {pk: lapses for pk, lapses in lapsed.items() if lapses}


def with_citations(items: QuerySet[InspectionItem]) -> QuerySet[InspectionItem]:
    """The items with all that `lapses_of` reads, in three queries."""
    return items.select_related("checklist").prefetch_related("checklist__questions")


@dataclass(frozen=True)
class Touched:
    """An item that cites a text: directly, in its checklist (`questions` by number), or both."""

    item: InspectionItem
    words: tuple[str, ...]
    questions: tuple[int, ...]


def touched_by(scope: Actor, text: LegalText, *, still_used: Collection[UUID] = ()) -> list[Touched]:
    """The items that cite this version of the text: of all versions but replaced ones, and those of replaced
    ones that are `still_used`."""
    items = InspectionItem.objects.filter(item_list__office_id=scope.office_id)
    wanted = items.filter(~Q(item_list__state=REPLACED) | Q(pk__in=list(still_used)))
    current = with_citations(wanted).select_related("item_list")
    shelf, on = shelf_of(scope.office_id), moments.today()
    found = [_touched(item, text, shelf, on) for item in current.order_by("-item_list__number", "code")]
    return [one for one in found if one.words or one.questions]


def _touched(item: InspectionItem, text: LegalText, shelf: Shelf, on: datetime.date) -> Touched:
    words = [one.words for one in cited_by(item, shelf, on) if one.text == text]
    numbers = [
        question.number
        for question in _questions(item)
        if any(one.text == text for one in cited_by(question, shelf, on))
    ]
    return Touched(item, tuple(dict.fromkeys(words)), tuple(numbers))


def unregistered_titles(scope: Actor, item_list: ItemList) -> list[str]:
    """Documents that a version cites and that nobody has entered as legal texts, each once."""
    shelf, on = shelf_of(scope.office_id), moments.today()
    titles = [
        cited.title
        for item in item_list.items.all()
        for cited in cited_by(item, shelf, on)
        if cited.text is None
    ]
    return list(dict.fromkeys(titles))


def cited_keys(item_list: ItemList) -> set[str]:
    """The keys of every text that a version's items and their checklists cite."""
    questions = ChecklistQuestion.objects.filter(checklist__item__item_list=item_list)
    rows = (item_list.items.all(), questions)
    cited = (citations for found in rows for citations in found.values_list("citations", flat=True))
    return {title_key(one["title"]) for citations in cited for one in citations}
