"""What an obligation is, before any office holds it. Pure."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

CONFIDENCE = {"S": "已核", "P": "待核", "C": "存疑"}
CAMPAIGNS, VISITS, CASES, OFFICE = "抽查任务", "现场检查", "行政处罚案件", "本机构"


@dataclass(frozen=True)
class DefaultObligation:
    """One rule the office works by. `text` says it in our words and without its number, which is `value` and
    `unit` (both empty where the rule has none). `owner` is the role that answers for it. `enforced_by` maps
    dotted paths of the code to what happens there; while that is empty, `not_yet` says why. What is off
    when an office is founded says so in `off_because`. `asked_each_time`: the code reads it by
    `figure_if_any` or `holds`."""

    key: str
    title: str
    text: str
    clause: str
    in_force_from: datetime.date
    owner: str
    scope: str
    value: str = ""
    unit: str = ""
    quote: str = ""
    confidence: str = "S"
    in_force_until: datetime.date | None = None
    enforced_by: Mapping[str, str] = field(default_factory=dict)
    not_yet: str = ""
    off_because: str = ""
    asked_each_time: bool = False

    @property
    def may_be_off(self) -> bool:
        """Switched off where nothing enforces it, or where the code asks first whether it is on."""
        return self.asked_each_time or not self.enforced_by

    @property
    def is_on(self) -> bool:
        return not self.off_because
