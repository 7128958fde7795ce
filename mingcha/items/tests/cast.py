"""Items and lists for the tests of items and plans."""

from typing import Any

from mingcha.accounts.rules import ENFORCEMENT, LEADER
from mingcha.items import services
from mingcha.items.models import InspectionItem, ItemList
from mingcha.law.tests.cast import Bureau

LAWFUL: dict[str, Any] = {
    "name": "采矿权人履行义务情况检查",
    "contents": "是否越界开采",
    "body": "阜平县自然资源和规划局",
    "methods": ["现场检查"],
    "target_categories": ["采矿权"],
    "basis": "《中华人民共和国矿产资源法》第六十四条",
}


def item(bureau: Bureau, item_list: ItemList, **values: Any) -> InspectionItem:
    """An item that lacks nothing, except as told."""
    return services.add_item(actor=bureau.actor(ENFORCEMENT), item_list=item_list, values=LAWFUL | values)


def draft(bureau: Bureau) -> ItemList:
    return services.start_list(actor=bureau.actor(ENFORCEMENT))


def publish(bureau: Bureau, item_list: ItemList) -> ItemList:
    """All the way: submitted by a section, approved by the leader, published."""
    clerk, leader = bureau.actor(ENFORCEMENT), bureau.actor(LEADER)
    services.submit_list(actor=clerk, item_list=item_list)
    services.approve_list(actor=leader, item_list=item_list)
    return services.publish_list(actor=clerk, item_list=item_list)
