"""The table of public records."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from mingcha.common.templatetags.mc import DASH, hdate, number
from mingcha.disclosure.queries.kinds import HOLDER_CODE, Kind
from mingcha.disclosure.rules.fields import PAGE, Field, Row

register = template.Library()
LONG = 60


@register.simple_tag
def record_rows(kind: Kind, rows: Iterable[Row]) -> SafeString:
    """A line for each row, the address of its page on the first cell. Not looped over in a template, which
    takes twenty times as long: a page of a list has five hundred cells."""
    front, (first, *others) = reverse("public_portal"), kind.shown_fields
    columns = [(one, escape(one.title)) for one in others]
    lines = (
        f'<tr><th scope="row" class="mc-name"><a href="{escape(f"{front}{row[PAGE]}")}">'
        f"{escape(str(row[first.key]))}</a></th>"
        f"{''.join(_cell(title, *_said(one, row[one.key])) for one, title in columns)}</tr>\n"
        for row in rows
    )
    return mark_safe("".join(lines))


def _cell(title: str, said: str, style: str) -> str:
    """
    >>> _cell("问题", "<无>", "")
    '<td data-l="问题">&lt;无&gt;</td>'
    """
    named = f' class="{style}"' if style else ""
    return f'<td data-l="{title}"{named}>{escape(said)}</td>'


def _said(field: Field, value: Any) -> tuple[str, str]:
    """What stands in the cell, and its class."""
    if field.is_number:
        return number(value), "mc-num"
    if field.is_time:
        return hdate(value), "mc-nb"
    said = str(value or DASH)
    if field.key == HOLDER_CODE:
        return said, "mc-nb"
    return said, "mc-long" if len(said) > LONG else ""
