"""订阅: what was made public, corrected, taken back, for programs that follow sites."""

import datetime
import html
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_GET

from mingcha.accounts.models import Office
from mingcha.common.access import public
from mingcha.common.errors import Unknown
from mingcha.disclosure.queries.editions import carried_address
from mingcha.disclosure.queries.feed import feed_entries
from mingcha.disclosure.rules.feeds import FEED, Channel, FeedEntry, lasting_id, latest, plain_text

ATOM = "application/atom+xml; charset=utf-8"


class _Dated(Atom1Feed):
    """Without entries as old as the office, and not as young as the clock: the same bytes each time."""

    since: datetime.datetime

    def latest_post_date(self) -> datetime.datetime:
        return super().latest_post_date() if self.items else self.since


@public
@require_GET
def public_feed(request: HttpRequest) -> HttpResponse:
    """With absolute addresses; among carried files those of the site they are carried to."""
    office, front = Office.objects.order_by("founded_at").first(), _front(request)
    if office is None or not front:
        raise Unknown("no-feed", "没有设定公示网址，没有订阅文件。", title="没有找到")
    channel = Channel(office.name, office.log_origin, front, office.founded_at)
    return HttpResponse(atom_of(channel, feed_entries()), content_type=ATOM)


def _front(request: HttpRequest) -> str:
    """Where the public front page is read; empty where carried files lie nowhere yet."""
    if getattr(request, "carried", False):
        address = carried_address()
        return f"{address}/" if address else ""
    own = settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/")
    return f"{own}{reverse('public_portal')}"


def atom_of(channel: Channel, entries: Sequence[FeedEntry]) -> bytes:
    """The feed with absolute addresses, what changed last first."""
    feed = _Dated(
        title=f"{channel.office}双随机、一公开",
        link=channel.front,
        description="",
        subtitle="清单、计划、抽取、检查结果和通报的公示、更正和撤回",
        language="zh-CN",
        feed_url=f"{channel.front}{FEED}",
        feed_guid=lasting_id(channel.log, FEED),
        author_name=channel.office,
    )
    feed.since = channel.since
    for one in latest(entries):
        feed.add_item(
            title=plain_text(one.title),
            link=f"{channel.front}{one.page}",
            description=html.escape(plain_text(one.summary)),
            unique_id=lasting_id(channel.log, one.key),
            pubdate=one.published,
            updateddate=one.updated,
        )
    return feed.writeString("utf-8").encode()
