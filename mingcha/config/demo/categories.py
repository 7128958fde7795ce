"""The categories of targets in the demo county: how many, who holds them, what they are called."""

from dataclasses import dataclass

COMPANY, COOPERATIVE, SELF_EMPLOYED, OLD_COMPANY = "company", "cooperative", "self-employed", "old-company"


@dataclass(frozen=True)
class Category:
    """`held_by` weighs the kinds of holder; `trades` end the names of companies that begin in this category;
    `thing` ends the names of its targets; `licence` is the permit, empty where there is none; `span` the
    years a permit runs."""

    name: str
    count: int
    held_by: tuple[str, ...]
    trades: tuple[str, ...]
    things: tuple[str, ...]
    licence: str
    prefix: str
    span: int
    section: str
    detail: str
    details: tuple[str, ...]


CATEGORIES: tuple[Category, ...] = (
    Category(
        "采矿权",
        82,
        (COMPANY,),
        ("矿业",),
        ("建筑用白云岩矿", "饰面用花岗岩矿", "铁矿", "石英岩矿", "矿泉水"),
        "采矿许可证",
        "C",
        10,
        "矿产管理股",
        "矿种",
        ("建筑用白云岩", "饰面用花岗岩", "铁矿", "石英岩", "矿泉水"),
    ),
    Category(
        "探矿权",
        25,
        (COMPANY,),
        ("勘查",),
        ("铁矿普查", "多金属矿普查", "地热勘查"),
        "勘查许可证",
        "T",
        5,
        "矿产管理股",
        "矿种",
        ("铁矿", "铅锌", "地热"),
    ),
    Category(
        "测绘资质单位",
        24,
        (COMPANY,),
        ("测绘",),
        ("测绘资质",),
        "测绘资质证书",
        "乙测资字",
        5,
        "测绘地信股",
        "资质等级",
        ("甲级", "乙级"),
    ),
    Category(
        "测绘成果",
        60,
        (COMPANY,),
        ("信息",),
        ("地形图测绘成果", "勘测定界成果", "竣工测量成果"),
        "",
        "",
        0,
        "测绘地信股",
        "成果类别",
        ("1:500地形图", "勘测定界", "竣工测量"),
    ),
    Category(
        "地灾资质单位",
        16,
        (COMPANY,),
        ("岩土",),
        ("地质灾害防治资质",),
        "地质灾害防治单位资质证书",
        "地灾资",
        5,
        "生态修复股",
        "资质等级",
        ("甲级", "乙级"),
    ),
    Category(
        "矿山修复项目",
        112,
        (COMPANY, OLD_COMPANY),
        ("生态",),
        ("矿山生态修复项目", "采坑治理项目"),
        "批准文号",
        "阜自然修",
        3,
        "生态修复股",
        "项目规模",
        ("小型", "中型"),
    ),
    Category(
        "临时用地",
        418,
        (COMPANY, COMPANY, SELF_EMPLOYED),
        ("路桥",),
        ("施工便道", "拌合站", "弃渣场", "材料堆场"),
        "批准文号",
        "阜自然临",
        2,
        "用途管制股",
        "用地面积",
        ("0.4公顷", "0.8公顷", "1.5公顷", "2.6公顷"),
    ),
    Category(
        "用地项目",
        1363,
        (COMPANY, COMPANY, COMPANY, SELF_EMPLOYED, OLD_COMPANY),
        ("建材", "食品", "商贸", "文旅", "电器"),
        ("厂房", "仓储用房", "民宿", "加油站", "商业楼"),
        "建设用地批准书",
        "阜土建",
        30,
        "用途管制股",
        "用地面积",
        ("0.3公顷", "0.7公顷", "1.2公顷", "3.4公顷"),
    ),
    Category(
        "设施农用地",
        900,
        (COOPERATIVE, SELF_EMPLOYED, COMPANY),
        ("农业",),
        ("香菇大棚", "养殖场", "育苗基地", "林果分拣棚"),
        "备案号",
        "阜设农备",
        10,
        "用途管制股",
        "用地面积",
        ("0.2公顷", "0.5公顷", "1.1公顷"),
    ),
)
HOLDERS = {COMPANY: 1180, COOPERATIVE: 230, SELF_EMPLOYED: 330, OLD_COMPANY: 60}
ENTITY_TYPES = {
    COMPANY: "有限责任公司",
    COOPERATIVE: "农民专业合作社",
    SELF_EMPLOYED: "个体工商户",
    OLD_COMPANY: "有限责任公司",
}
CODE_KINDS = {COMPANY: "91", COOPERATIVE: "93", SELF_EMPLOYED: "92"}
RISK = {"A": 38, "B": 46, "C": 12, "D": 4}
