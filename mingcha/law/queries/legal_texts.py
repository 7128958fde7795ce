"""Reading legal texts: their versions, the one a citation means, and the last change that touches a list."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.law.models import LegalText
from mingcha.law.rules import title_key

IN_FORCE, COMING, ENDED, TO_CHECK = "in_force", "coming", "ended", "to_check"
STANDINGS = {IN_FORCE: "现行", COMING: "未施行", ENDED: "已失效", TO_CHECK: "待核"}


@dataclass(frozen=True)
class TextFilter:
    """What a list of texts is narrowed to; empty fields narrow nothing."""

    words: str = ""
    level: str = ""
    standing: str = ""


class Shelf:
    """All legal texts of one office, read once: finds the version that a citation means."""

    def __init__(self, texts: Iterable[LegalText]) -> None:
        self._by_id = {str(text.pk): text for text in texts}
        self._by_key: dict[str, list[LegalText]] = {}
        for text in sorted(self._by_id.values(), key=lambda text: text.in_force_from):
            self._by_key.setdefault(text.key, []).append(text)

    def text(self, pk: str) -> LegalText | None:
        return self._by_id.get(pk)

    def version(self, title: str, on: datetime.date, year: str = "") -> LegalText | None:
        """The version made in `year` when one is named; else the one in force on that day, else the last
        that was, else the first to come. None for a title that is not registered."""
        versions = self._by_key.get(title_key(title), [])
        named = [text for text in versions if year and str((text.made_on or text.in_force_from).year) == year]
        if named:
            return named[-1]
        begun = [text for text in versions if text.in_force_from <= on]
        return begun[-1] if begun else next(iter(versions), None)


def shelf_of(office_id: UUID) -> Shelf:
    """The office's shelf; one query."""
    return Shelf(LegalText.objects.filter(office_id=office_id).select_related("replaced_by"))


def legal_texts(scope: Actor) -> QuerySet[LegalText]:
    """Every version of every text of the viewer's office, by title, the latest first."""
    return LegalText.objects.filter(office_id=scope.office_id).select_related("replaced_by")


def filtered_texts(scope: Actor, wanted: TextFilter, on: datetime.date) -> QuerySet[LegalText]:
    """The versions that fit the filter."""
    found = legal_texts(scope)
    if wanted.words:
        found = found.filter(
            Q(title__icontains=wanted.words)
            | Q(document_no__icontains=wanted.words)
            | Q(key__icontains=title_key(wanted.words))
        )
    if wanted.level:
        found = found.filter(level=wanted.level)
    ended = Q(in_force_until__lt=on)
    standings = {
        IN_FORCE: Q(in_force_from__lte=on) & ~ended,
        COMING: Q(in_force_from__gt=on),
        ENDED: ended,
        TO_CHECK: ~Q(confidence="S"),
    }
    return found.filter(standings[wanted.standing]) if wanted.standing in standings else found


def find_text(scope: Actor, pk: UUID) -> LegalText:
    """The version, or `Unknown` when there is none in the viewer's office."""
    found = legal_texts(scope).filter(pk=pk).first()
    if found is None:
        raise Unknown("no-such-text", "本机构没有登记这个法律文本。", title="没有找到")
    return found


def versions_of(text: LegalText) -> QuerySet[LegalText]:
    """All versions of the same title, the latest first."""
    return LegalText.objects.filter(office_id=text.office_id, key=text.key)


def standing_of(text: LegalText, on: datetime.date) -> tuple[str, str]:
    """Status class and word on that day."""
    if text.in_force_from > on:
        return "is-next", STANDINGS[COMING]
    return ("is-done", STANDINGS[IN_FORCE]) if text.is_in_force(on) else ("is-off", STANDINGS[ENDED])
