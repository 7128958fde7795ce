"""The demo's 权责清单: a power behind each item but one, one to inspect without an item, and penalties."""

from dataclasses import dataclass

from mingcha.config.demo.item_list import ITEMS, ItemEntry


@dataclass(frozen=True)
class PowerEntry:
    """One row of 权责清单."""

    code: str
    name: str
    kind: str
    basis: str
    section: str
    duty: str


INSPECTION, PENALTY = "行政检查", "行政处罚"
DUTY = "制定检查方案；两名以上执法人员到场并出示执法证；制作检查记录；告知结果；发现违法行为的依法处理。"
OTHERS = (
    PowerEntry(
        "ZRZY-JC-21",
        "对地图编制、展示、登载和互联网地图服务的监督检查",
        INSPECTION,
        "《中华人民共和国测绘法》第三十八条",
        "测绘地信股",
        DUTY,
    ),
    PowerEntry(
        "ZRZY-CF-01",
        "对超出采矿权登记的开采区域开采矿产资源的处罚",
        PENALTY,
        "《中华人民共和国矿产资源法》第六十四条",
        "执法监察股",
        "立案、调查、审核、告知、决定、送达、执行。",
    ),
    PowerEntry(
        "ZRZY-CF-02",
        "对临时用地期满拒不归还的处罚",
        PENALTY,
        "《中华人民共和国土地管理法》第八十一条",
        "执法监察股",
        "立案、调查、审核、告知、决定、送达、执行。",
    ),
)


def powers() -> list[PowerEntry]:
    """By code."""
    carried = [_power_of(entry) for entry in ITEMS if entry.power_code]
    return sorted([*carried, *OTHERS], key=lambda power: power.code)


def _power_of(entry: ItemEntry) -> PowerEntry:
    subject = entry.name.removesuffix("检查")
    return PowerEntry(
        entry.power_code, f"对{subject}的监督检查", INSPECTION, entry.basis, entry.section, DUTY
    )
