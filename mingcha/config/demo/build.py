"""Build the demo office through the same verbs that people use, so that its ledger is whole."""

import datetime
import tempfile
from pathlib import Path

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office, Person, Section
from mingcha.accounts.rules import ROLES, SECURITY_ADMIN, SYSTEM_ADMIN
from mingcha.accounts.services import (
    NewPerson,
    add_section,
    change_password,
    change_person,
    grant_role,
    open_account,
)
from mingcha.accounts.services.set_password import made_password
from mingcha.common.papers import has_fonts
from mingcha.config.demo import names, standing, workbooks
from mingcha.config.demo.campaigns import plan_campaigns
from mingcha.config.demo.checklists import CHECKLISTS
from mingcha.config.demo.county import county
from mingcha.config.demo.elsewhere import answer_partner, draw_elsewhere
from mingcha.config.demo.item_list import ITEMS
from mingcha.config.demo.keeping import DOCUMENT, keep_current
from mingcha.config.demo.powers import powers
from mingcha.config.demo.published import object_to_result, punish
from mingcha.config.demo.recorded import record_visit
from mingcha.config.demo.staff import (
    ADMINISTRATORS,
    BUREAU,
    BUREAU_CODE,
    FIRST_LEADER,
    LOGINS,
    PARTNER,
    PARTNER_CODE,
    PARTNER_LEADER,
    PARTNER_LOGINS,
    PARTNER_SECTIONS,
    PASSWORD,
    SECTIONS,
    InspectorEntry,
    Login,
    inspectors,
    login_name,
    partner_inspectors,
)
from mingcha.config.demo.visits import ARRANGED, arrange_visits, team_of
from mingcha.config.demo.year_plan import plan_the_year
from mingcha.config.services import found_office, found_partner
from mingcha.inspections.models import Inspection
from mingcha.intake.services import import_file
from mingcha.intake.subjects import Subject, registered
from mingcha.items.queries import drafted_list
from mingcha.items.rules.proposals import CHANGE
from mingcha.items.services import (
    add_question,
    approve_list,
    describe_checklist,
    keep_list_paper,
    propose_item,
    publish_list,
    submit_list,
    take_over_proposal,
)
from mingcha.plans.models import Campaign
from mingcha.registers.queries.interests import conflicts_to_decide
from mingcha.registers.services.borrowings import add_partner, decide_borrowing, propose_borrowing
from mingcha.registers.services.interests import decide_conflict, open_round

UNDECIDED = 2
MAKER = "演示数据"
BORROWINGS = (("砂石行业联合抽查", 30, 44), ("测绘市场联合抽查", 60, 74))
"""What for, and from which to which day from now."""
WISHED = "ZR01"
WISHES: tuple[tuple[str, dict[str, str], str], ...] = (
    ("business1", {"frequency_basis": f"《{DOCUMENT}》第六条"}, "办法规定了检查频次"),
    ("business2", {"frequency": "每年2次"}, "汛期前后各查一次"),
)


def build_demo(today: datetime.date) -> Office:
    """Both offices with their people, registers, item list and campaigns."""
    office = _found()
    staff = inspectors(today)
    _hire(office, SECTIONS, LOGINS, staff)
    _place_administrators(office)
    _fill_registers(office, today, staff)
    _settle_interests(today)
    _publish_items(office)
    keep_current(office, legal=person_of("legal"), leader=person_of("leader"), today=today)
    plan_campaigns(drafter=person_of("business2"), leader=person_of("leader"), today=today)
    plan_the_year(drafter=person_of("enforcement1"), today=today)
    _borrow(_build_partner(today), today)
    answer_partner(drafter=person_of("enforcement1"))
    drawn = draw_elsewhere(
        drafter=person_of("business2"),
        clerk=person_of("enforcement1"),
        leader=person_of("leader"),
        today=today,
    )
    arrange_visits(campaign=drawn, clerk=person_of("enforcement1"), leader=person_of("leader"), today=today)
    _publish(drawn, today)
    return office


def _publish(campaign: Campaign, today: datetime.date) -> None:
    """The result of the last visit, whose notice is a paper, and penalty decisions."""
    clerk, second, leader = map(person_of, ("enforcement1", "enforcement2", "leader"))
    punish(clerk=clerk, second=second, today=today)
    if has_fonts():
        last = Inspection.objects.filter(campaign=campaign).order_by("number")[ARRANGED]
        record = record_visit(last, team_of(campaign), today)
        object_to_result(record, clerk=clerk, leader=leader)


def person_of(username: str) -> Actor:
    """A demo person as actor, with the roles held now."""
    return Actor.of(Person.objects.get(username=username))


def _found() -> Office:
    administrators = [(one.roles[0], one.name, one.username, made_password()) for one in ADMINISTRATORS]
    return found_office(
        name=BUREAU,
        code=BUREAU_CODE,
        leader_name=FIRST_LEADER.name,
        leader_username=FIRST_LEADER.username,
        leader_password=made_password(),
        administrators=administrators,
    )


def _build_partner(today: datetime.date) -> list[InspectorEntry]:
    partner = found_partner(
        name=PARTNER,
        code=PARTNER_CODE,
        leader_name=PARTNER_LEADER.name,
        leader_username=PARTNER_LEADER.username,
        leader_password=made_password(),
    )
    staff = partner_inspectors(today)
    _hire(partner, PARTNER_SECTIONS, PARTNER_LOGINS, staff)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "执法检查人员名录库.xlsx"
        workbooks.write_inspectors(path, staff)
        _take_in("inspectors", path, person_of("sj-legal"))
    return staff


def _borrow(staff: list[InspectorEntry], today: datetime.date) -> None:
    """The partner's roster stands here too; a borrowing was approved, one more waits for the leader."""
    legal = person_of("legal")
    add_partner(actor=legal, name=PARTNER, tag="dept:market")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "联合部门名册.xlsx"
        workbooks.write_inspectors(path, staff)
        _take_in("partners", path, legal)
    for purpose, starts, ends in BORROWINGS:
        asked = propose_borrowing(
            actor=legal,
            unit=PARTNER,
            purpose=purpose,
            from_on=today + datetime.timedelta(days=starts),
            until_on=today + datetime.timedelta(days=ends),
        )
        if purpose == BORROWINGS[0][0]:
            decide_borrowing(
                actor=person_of("leader"), borrowing=asked.pk, approve=True, reason="与市监局会商一致"
            )


def _hire(
    office: Office,
    places: tuple[tuple[str, str], ...],
    logins: tuple[Login, ...],
    staff: list[InspectorEntry],
) -> None:
    """Sections and accounts by the system administrator, roles by the security administrator. A partner has
    no administrators here; the maker of the demo stands in for them."""
    system, security = _administrator(office, SYSTEM_ADMIN), _administrator(office, SECURITY_ADMIN)
    sections: dict[str, Section] = {}
    for name, parent in places:
        sections[name] = add_section(actor=system, name=name, parent=sections.get(parent))
    for login in logins:
        place = sections.get(login.section)
        phone = _phone(login, staff) or names.phone(office.people.count() + 8000)
        new = NewPerson(login_name(login, staff), login.username, place, phone)
        person, _ = open_account(actor=system, new=new, reason=login.post)
        for role in login.roles:
            grant_role(actor=security, person=person, role=role, reason="演示分工")
    _choose_passwords(office)


def _choose_passwords(office: Office) -> None:
    """Everybody has replaced the first password by the one that is printed for all."""
    for person in office.people.filter(has_first_password=True):
        change_password(actor=Actor.of(person), person=person, password=PASSWORD)


def _phone(login: Login, staff: list[InspectorEntry]) -> str:
    """An inspector's own number, by which the import joins account and register."""
    return staff[login.inspector].phone if login.inspector is not None else ""


def _place_administrators(office: Office) -> None:
    """The three were there before any section was."""
    system = _administrator(office, SYSTEM_ADMIN)
    for login in ADMINISTRATORS:
        change_person(
            actor=system,
            person=office.people.get(username=login.username),
            name=login.name,
            section=office.sections.get(name=login.section),
            phone=None,
            reason="归入股室",
        )


def _administrator(office: Office, role: str) -> Actor:
    held = Person.objects.filter(office=office, grants__role=role, grants__ended_at=None).first()
    return Actor.of(held) if held else Actor(None, MAKER, office.pk, None, frozenset(ROLES))


def _fill_registers(office: Office, today: datetime.date, staff: list[InspectorEntry]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        targets = Path(folder) / "检查对象名录库.xlsx"
        workbooks.write_targets(targets, county(today))
        _take_in("targets", targets, person_of("enforcement1"))
        people = Path(folder) / "执法检查人员名录库.xlsx"
        workbooks.write_inspectors(people, staff)
        _take_in("inspectors", people, person_of("legal"))
        risk = Path(folder) / "企业信用风险分类结果.xlsx"
        standing.write_risk(risk, county(today), today)
        _take_in("risk", risk, person_of("enforcement1"))
        visits = Path(folder) / "历年检查情况.xlsx"
        standing.write_visits(visits, county(today), today)
        _take_in("visits", visits, person_of("enforcement1"))
        items = Path(folder) / "随机抽查事项清单.xlsx"
        workbooks.write_items(items, ITEMS)
        _take_in("items", items, person_of("enforcement1"))
        powers_file = Path(folder) / "权责清单.xlsx"
        workbooks.write_powers(powers_file, powers())
        _take_in("powers", powers_file, person_of("legal"))


def _take_in(kind: str, path: Path, actor: Actor) -> None:
    """A generated workbook must be taken in whole: a refused row is a fault of the generator."""
    subject: Subject = registered()[kind]
    outcome = import_file(actor=actor, subject=subject, path=path)
    if outcome.refused or outcome.new != outcome.rows:
        raise RuntimeError(f"{path.name}: {outcome.new} of {outcome.rows} new, {outcome.refused[:5]}")


def _settle_interests(today: datetime.date) -> None:
    """All but the last two declared interests are decided; the yearly declaration has just been opened."""
    leader = person_of("leader")
    waiting = conflicts_to_decide(leader, today)
    for conflict in waiting[:-UNDECIDED]:
        decide_conflict(actor=leader, conflict=conflict.pk, act="uphold", ground="情况属实，应当回避")
    due_on = today + datetime.timedelta(days=20)
    open_round(actor=person_of("legal"), year=today.year, due_on=due_on, reason="年度安排")


def _publish_items(office: Office) -> None:
    drafter, leader = person_of("enforcement1"), person_of("leader")
    draft = drafted_list(drafter)
    if draft is None:
        raise RuntimeError(f"no drafted list in {office.name}")
    for code, (guidance, questions) in CHECKLISTS.items():
        item = draft.items.get(code=code)
        describe_checklist(actor=drafter, item=item, title=f"{item.name}检查单", guidance=guidance)
        for question in questions:
            add_question(actor=drafter, item=item, values=question)
    _hear_sections(drafter)
    submit_list(actor=drafter, item_list=draft, reason="2026年版")
    approve_list(actor=leader, item_list=draft, reason="局长办公会审定")
    publish_list(actor=leader, item_list=draft)
    if has_fonts():
        keep_list_paper(actor=leader, item_list=draft)
    for username, values, reason in WISHES[1:]:
        propose_item(actor=person_of(username), kind=CHANGE, code=WISHED, values=values, reason=reason)


def _hear_sections(drafter: Actor) -> None:
    """The first wish of a section is taken over into the draft; the other waits for the next version."""
    username, values, reason = WISHES[0]
    wish = propose_item(actor=person_of(username), kind=CHANGE, code=WISHED, values=values, reason=reason)
    take_over_proposal(actor=drafter, proposal=wish, reason="与年度任务安排一致")
