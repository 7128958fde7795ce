"""What happened to a record is told in words: names for links, the titles of fields, no keys and no codes."""

from mingcha.accounts.tests.cast import Bureau
from mingcha.registers.queries import history_of, inspector_history
from mingcha.registers.services.staff import InspectorFacts, change_inspector
from mingcha.registers.subjects.by_hand import change_target
from mingcha.registers.tests.cast import Registers
from mingcha.registers.tests.test_enter_by_hand import MINE, add

REASON = "更正"


def test_a_linked_account_is_told_by_its_name(fuping: Bureau, registers: Registers) -> None:
    legal, person = fuping.actor("legal"), registers.able[0]
    account = fuping.people["inspector"]
    facts = InspectorFacts(name=person.name, account=account.pk, section=fuping.sections[0].pk, can_lead=True)
    changed = change_inspector(actor=legal, inspector=person.pk, facts=facts, reason=REASON)
    told = {title: (old, new) for title, old, new in inspector_history(changed)[0].differences}
    assert told["登录账号"] == ("（空）", account.name)
    assert all(str(account.pk) not in new for _, new in told.values())
    facts = InspectorFacts(name=person.name, section=fuping.sections[0].pk)
    changed = change_inspector(actor=legal, inspector=person.pk, facts=facts, reason=REASON)
    told = {title: (old, new) for title, old, new in inspector_history(changed)[0].differences}
    assert told["登录账号"] == (account.name, "（空）")
    assert told["可任组长"] == ("是", "否")


def test_each_field_of_a_category_that_changed_is_told_by_its_title(fuping: Bureau) -> None:
    target = add(fuping)
    cells = {key: value for key, value in MINE.items() if key not in ("contact", "phone")}
    cells |= {"mineral:矿种": "", "area:矿区面积": "0.2", "output:生产规模": "5万吨/年"}
    changed = change_target(actor=fuping.actor("enforcement"), target=target.pk, cells=cells, reason=REASON)
    assert history_of(changed)[0].differences == [
        ("矿种", "铁矿", "（空）"),
        ("矿区面积", "0.12平方公里", "0.2平方公里"),
        ("生产规模", "（空）", "5万吨/年"),
    ]
