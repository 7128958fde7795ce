"""Keep the conditions of a list under a name, and drop them: a convenience of one person, no act of the
office, so no entry of the log."""

from uuid import UUID

from django.db import transaction
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import SavedView
from mingcha.accounts.queries import kept_conditions
from mingcha.common.errors import Refusal, Unknown

TITLE_LENGTH, QUERY_LENGTH, MOST = 24, 500, 30


def keep_view(*, actor: Actor, page: str, title: str, query: str, is_shared: bool = False) -> SavedView:
    """The view of that name, new or with its conditions replaced. `page` is the name of the list's address,
    `query` what stands behind it."""
    title, conditions = title.strip(), kept_conditions(QueryDict(query))
    _require(title, conditions, page)
    person = _person(actor)
    with transaction.atomic():
        own = SavedView.objects.filter(person_id=person, page=page)
        if own.exclude(title=title).count() >= MOST:
            raise Refusal("too-many-views", f"每个列表最多保存{MOST}个，请先删去不用的。", title="不能保存")
        return SavedView.objects.update_or_create(
            person_id=person,
            page=page,
            title=title,
            defaults={"query": conditions, "is_shared": is_shared},
        )[0]


def drop_view(*, actor: Actor, view: UUID) -> SavedView:
    """Only one's own; `Unknown` otherwise."""
    found = SavedView.objects.filter(person_id=_person(actor), pk=view).first()
    if found is None:
        raise Unknown("no-such-view", "没有保存过这个条件，或者它是别人保存的。", title="没有找到")
    SavedView.objects.filter(pk=found.pk).delete()
    return found


def _person(actor: Actor) -> UUID:
    if actor.person_id is None:
        raise Unknown("no-person", "命令行没有自己的常用条件。", title="没有找到")
    return actor.person_id


def _require(title: str, conditions: str, page: str) -> None:
    if not title or len(title) > TITLE_LENGTH:
        raise Refusal("view-title", f"请起一个{TITLE_LENGTH}字以内的名称。", title="不能保存：没有名称")
    if not conditions or len(conditions) > QUERY_LENGTH:
        reason = "没有可以保存的条件：先选好筛选或排序再保存；查询框里的文字可能涉及个人，不保存。"
        raise Refusal("view-conditions", reason, title="不能保存：没有条件")
    try:
        reverse(page)
    except NoReverseMatch as error:
        raise Refusal("view-page", "没有这个列表。", title="不能保存") from error
