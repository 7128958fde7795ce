"""Template tags and filters of every page, built in (no `load` needed): the words, marks and notations of the
house, so that no template writes its own."""

import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.forms import BaseForm, CheckboxInput, Select
from django.forms.boundfield import BoundField
from django.templatetags.static import StaticNode, static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mingcha.common import moments
from mingcha.common.states import Life

register = template.Library()
register.tag("static", StaticNode.handle_token)

STATUS_CLASSES = ("is-next", "is-now", "is-done", "is-due", "is-late", "is-off")
WIDGET_CLASSES: tuple[tuple[type, str], ...] = (
    (CheckboxInput, "mc-check"),
    (Select, "mc-select"),
)
DASH = "—"
Amount = int | float | Decimal | Fraction


@register.simple_tag
def status(status_class: str, word: str) -> SafeString:
    """A status word with its shape; the class is one of `STATUS_CLASSES`, else `ValueError`."""
    if status_class not in STATUS_CLASSES:
        raise ValueError(f"unknown status class {status_class!r}")
    return format_html('<span class="mc-st {}">{}</span>', status_class, word)


@register.simple_tag
def life(table: Life, state: str) -> SafeString:
    """The status word of a state, from the table of its life; an unknown state raises `KeyError`."""
    word, status_class = table.words[state]
    return status(status_class, word)


@register.simple_tag
def risk(letter: str) -> SafeString:
    """Risk class A to D as an ink tint; a dash when there is none."""
    if not letter:
        return format_html("{}", DASH)
    return format_html('<span class="mc-class is-{}">{}</span>', letter.lower(), letter)


@register.simple_tag(takes_context=True)
def icon(context: template.Context, name: str) -> SafeString:
    """A sign from the sprite, always beside its word and therefore silent for screen readers. None on
    pages that are carried elsewhere: read from a folder, no browser loads the sprite."""
    if context.get("carried"):
        return SafeString("")
    sprite = static("common/sprite.svg")
    return format_html('<svg class="mc-i" aria-hidden="true"><use href="{}#{}"></use></svg>', sprite, name)


@register.simple_tag
def closed(label: str, reason: str, name: str = "closed", size: str = "") -> SafeString:
    """A button that is closed now, with the reason beside it; `name` keeps several on a page apart, `size`
    may be is-small."""
    return format_html(
        '<button type="button" class="mc-btn {3}" aria-disabled="true"'
        ' aria-describedby="why-{0}">{1}</button>'
        '<span class="mc-note" id="why-{0}">{2}</span>',
        name,
        label,
        reason,
        size,
    )


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """The control of a form field in the house's classes; groups of choices are written by `_field.html`."""
    names = (name for kind, name in WIDGET_CLASSES if isinstance(field.field.widget, kind))
    own = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{next(names, 'mc-input')} {own}".strip()})


@register.filter
def is_tick(field: BoundField) -> bool:
    """True for a single tick box, whose label stands to its right."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def wrong_fields(form: BaseForm) -> list[BoundField]:
    """The fields of a form that carry an error, in their order."""
    return [field for field in form if field.errors]


@register.filter
def held(values: dict[str, Any], key: str) -> Any:
    """What stands under a key that only the view knows; nothing → a dash."""
    return values.get(key) or DASH


@register.filter
def number(value: Amount | None) -> str:
    """1234 → 1,234; nothing → a dash."""
    return DASH if value is None else f"{value:,}"


@register.filter
def percent(part: Amount | None, whole: Amount | None = None) -> str:
    """With a whole: a statistic with two decimals (120 of 3012 → 3.98%). Alone: a ratio as the law writes
    it (0.05 → 5%). No whole to divide by → a dash."""
    if part is None or whole == 0:
        return DASH
    if whole is None:
        return f"{(_decimal(part) * 100).normalize():f}%"
    share = _decimal(part) * 100 / _decimal(whole)
    return f"{share.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


@register.filter
def hdate(value: datetime.date | datetime.datetime | None) -> str:
    """A date of a table, 2026-06-15; a moment to the minute, 2026-06-15 09:12 in the office's time."""
    if isinstance(value, datetime.datetime):
        return moments.wall_time(value)
    return value.isoformat() if value else DASH


@register.filter
def cdate(value: datetime.date | datetime.datetime | None) -> str:
    """A date of prose: 2026年6月15日."""
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).date()
    return f"{value.year}年{value.month}月{value.day}日" if value else DASH


@register.filter
def checknumber(digits: str) -> SafeString:
    """The forty digits of a 核对号 in groups of four, as they are read out."""
    plain = "".join(digits.split())
    groups = ((plain[at : at + 4],) for at in range(0, len(plain), 4))
    return format_html(
        '<span class="mc-mono mc-40">{}</span>', format_html_join(" ", "<span>{}</span>", groups)
    )


def _decimal(value: Any) -> Decimal:
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(str(value))
