"""Twelve items as a bureau of natural resources publishes them. The clauses were compared with the laws as in
force in 2026, except two from memory: 闲置土地处置办法第四条, 矿业权人勘查开采信息管理办法第十二条. An office
enters its own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ItemEntry:
    """One row of 随机抽查事项清单."""

    code: str
    category: str
    name: str
    contents: str
    targets: tuple[str, ...]
    kind: str
    methods: tuple[str, ...]
    ratio: str
    frequency: str
    section: str
    basis: str

    @property
    def power_code(self) -> str:
        """The power that carries the item; one item has none, for the comparison to find."""
        return "" if self.code == WITHOUT_POWER else self.code.replace("ZR", "ZRZY-JC-")


MINES, LAND, SURVEY, HAZARD, PLANNING = (
    "矿产资源监管",
    "土地利用监管",
    "测绘地理信息监管",
    "地质灾害防治监管",
    "国土空间规划监管",
)
ON_SITE, ON_PAPER, REMOTE = "现场检查", "书面检查", "网络监测"
GENERAL, KEY = "一般检查事项", "重点检查事项"

WITHOUT_POWER = "ZR08"

ITEMS: tuple[ItemEntry, ...] = (
    ItemEntry(
        "ZR01",
        MINES,
        "采矿权人开采活动检查",
        "是否在登记的开采区域内开采；是否按经批准的开采方案开采",
        ("采矿权",),
        KEY,
        (ON_SITE,),
        "10%",
        "每年2次",
        "矿产管理股",
        "《中华人民共和国矿产资源法》第五十七条",
    ),
    ItemEntry(
        "ZR02",
        MINES,
        "矿业权人信息公示情况检查",
        "勘查开采信息是否按期公示，公示内容是否真实",
        ("采矿权", "探矿权"),
        GENERAL,
        (ON_SITE, ON_PAPER),
        "5%",
        "每年2次",
        "矿产管理股",
        "《矿业权人勘查开采信息管理办法》（自然资源部令第13号）第十二条；《中华人民共和国矿产资源法》第五十七条",
    ),
    ItemEntry(
        "ZR03",
        MINES,
        "探矿权人勘查活动检查",
        "是否按经批准的勘查方案勘查；是否按出让合同的约定及时勘查",
        ("探矿权",),
        GENERAL,
        (ON_SITE, ON_PAPER),
        "5%",
        "每年2次",
        "矿产管理股",
        "《中华人民共和国矿产资源法》第五十七条",
    ),
    ItemEntry(
        "ZR04",
        MINES,
        "矿山生态修复和土地复垦检查",
        "是否按方案修复；费用是否足额计提使用",
        ("矿山修复项目", "采矿权"),
        GENERAL,
        (ON_SITE,),
        "5%",
        "每年2次",
        "生态修复股",
        "《土地复垦条例》（国务院令第592号）第五条、第八条；《中华人民共和国矿产资源法》第五十七条",
    ),
    ItemEntry(
        "ZR05",
        LAND,
        "建设用地批后利用检查",
        "是否按批准的位置、面积和用途用地；是否按期动工和竣工",
        ("用地项目",),
        GENERAL,
        (ON_SITE, ON_PAPER),
        "5%",
        "每年2次",
        "用途管制股",
        "《中华人民共和国土地管理法》第六十七条、第六十八条；《中华人民共和国土地管理法实施条例》第四十八条",
    ),
    ItemEntry(
        "ZR06",
        LAND,
        "临时用地检查",
        "是否超期使用；是否修建永久性建筑物；是否按方案复垦",
        ("临时用地",),
        GENERAL,
        (ON_SITE,),
        "5%",
        "每年2次",
        "用途管制股",
        "《中华人民共和国土地管理法》第五十七条、第六十七条；《中华人民共和国土地管理法实施条例》第二十条",
    ),
    ItemEntry(
        "ZR07",
        LAND,
        "闲置土地检查",
        "是否超过约定的动工日期未动工",
        ("用地项目",),
        GENERAL,
        (ON_SITE, REMOTE),
        "5%",
        "每年2次",
        "用途管制股",
        "《中华人民共和国城市房地产管理法》第二十六条；《闲置土地处置办法》（国土资源部令第53号）第四条",
    ),
    ItemEntry(
        "ZR08",
        LAND,
        "设施农用地检查",
        "是否按备案的位置、面积和用途使用；是否占用永久基本农田",
        ("设施农用地",),
        GENERAL,
        (ON_SITE, REMOTE),
        "5%",
        "每年2次",
        "用途管制股",
        "《中华人民共和国土地管理法》第六十七条；《基本农田保护条例》第二十八条、第二十九条",
    ),
    ItemEntry(
        "ZR09",
        PLANNING,
        "建设工程规划许可执行情况检查",
        "是否按建设工程规划许可证和规划条件建设",
        ("用地项目",),
        GENERAL,
        (ON_SITE, ON_PAPER),
        "5%",
        "每年2次",
        "用途管制股",
        "《中华人民共和国城乡规划法》第四十五条、第五十一条、第五十三条",
    ),
    ItemEntry(
        "ZR10",
        SURVEY,
        "测绘资质单位检查",
        "资质条件是否保持；质量和保密制度是否执行",
        ("测绘资质单位",),
        GENERAL,
        (ON_SITE, ON_PAPER),
        "20%",
        "每年2次",
        "测绘地信股",
        "《中华人民共和国测绘法》第二十七条、第四十九条",
    ),
    ItemEntry(
        "ZR11",
        SURVEY,
        "测绘成果质量和汇交检查",
        "成果质量是否合格；成果是否汇交",
        ("测绘成果",),
        GENERAL,
        (ON_PAPER, "检验检测"),
        "5%",
        "每年2次",
        "测绘地信股",
        "《中华人民共和国测绘法》第三十三条、第三十九条、第四十九条",
    ),
    ItemEntry(
        "ZR12",
        HAZARD,
        "地质灾害防治资质单位检查",
        "资质条件是否保持；承揽业务是否与资质等级相符",
        ("地灾资质单位",),
        GENERAL,
        (ON_SITE, ON_PAPER),
        "10%",
        "每年2次",
        "生态修复股",
        "《地质灾害防治条例》（国务院令第394号）第七条、第二十二条、第三十六条",
    ),
)
