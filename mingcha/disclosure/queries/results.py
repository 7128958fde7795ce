"""检查结果 as public records: one of each visit, of what two officers confirmed only what may be told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from mingcha.disclosure.rules.fields import Row
from mingcha.draws.queries.results import UnitName, unit_names
from mingcha.draws.rules.committed import holder_of
from mingcha.inspections.models import InspectionRecord, Outcome
from mingcha.inspections.states import CONFIRMED
from mingcha.plans.models import CampaignItem

RESULTS = "results"
RANDOM, CLUE = "双随机抽查", "线索核查（不经抽取）"
JOINED, OTHER = "；", "其他"
BATCH = 500


def result_candidates(office_id: UUID, only: str = "") -> Iterator[Row]:
    """What an office may publish: a row for each visit whose record is confirmed, or the one of that key. A
    fixed number of queries for five hundred visits."""
    records = InspectionRecord.objects.filter(inspection__office_id=office_id, state=CONFIRMED)
    if only:
        records = records.filter(inspection_id=only) if _is_key(only) else records.none()
    found = records.select_related("inspection__campaign__clue_check", "inspection__office").order_by("pk")
    for start in range(0, found.count(), BATCH):
        yield from rows_of(list(found[start : start + BATCH]))


def rows_of(records: Sequence[InspectionRecord]) -> Iterator[Row]:
    """The public rows of these confirmed records."""
    outcomes: dict[UUID, list[Outcome]] = defaultdict(list)
    for one in Outcome.objects.filter(record__in=records).order_by("unit", "item", "code"):
        outcomes[one.record_id].append(one)
    items = _items({record.inspection.campaign_id for record in records})
    codes = {unit["code"] for record in records for unit in record.units}
    names: dict[str, UnitName] = {}
    for office in {record.inspection.office_id for record in records}:
        names |= unit_names(office, codes | {holder_of(code) for code in codes})
    for record in records:
        yield _row(record, outcomes[record.pk], items, {code: one.name for code, one in names.items()})


def _row(
    record: InspectionRecord,
    outcomes: Sequence[Outcome],
    items: dict[UUID, list[str]],
    names: dict[str, str],
) -> Row:
    inspection = record.inspection
    campaign = inspection.campaign
    units = [unit["code"] for unit in record.units]
    holder = holder_of(units[0])
    inspected = [one.item_name for one in outcomes if one.item_name] or items[campaign.pk]
    return {
        "record": str(inspection.pk),
        "year": inspection.done_on.year if inspection.done_on else campaign.year,
        "office": inspection.office.name,
        "holder": names[holder],
        "holder_code": holder,
        "units": joined(names[unit] for unit in units if unit != holder),
        "campaign": campaign.title,
        "campaign_no": campaign.number,
        "manner": CLUE if hasattr(campaign, "clue_check") else RANDOM,
        "items": joined(inspected),
        "method": inspection.get_method_display(),
        "officers": joined(f"{one['name']}（{_standing_of(one)}）" for one in record.team),
        "visited_on": inspection.done_on,
        "standing": joined(one.title for one in outcomes),
        "national": joined(one.national or OTHER for one in outcomes),
        "found": joined(one.words for one in outcomes if one.words),
        "measures": joined(_measures(one) for one in outcomes if one.measures),
    }


def _standing_of(one: dict[str, str]) -> str:
    """An officer's licence number; an expert assists and is none."""
    return "专家" if one.get("expert") else one["licence"]


def _measures(one: Outcome) -> str:
    return f"{one.measures}，{one.due_on}前改正" if one.due_on else one.measures


def _items(campaigns: Iterable[UUID]) -> dict[UUID, list[str]]:
    """The names of what each campaign inspects."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = CampaignItem.objects.filter(campaign__in=list(campaigns)).order_by("item__code")
    for campaign, name in rows.values_list("campaign", "item__name"):
        found[campaign].append(name)
    return found


def joined(words: Iterable[str]) -> str:
    """Each once, in order."""
    return JOINED.join(dict.fromkeys(filter(None, words)))


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
