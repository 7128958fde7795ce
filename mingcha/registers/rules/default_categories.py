"""The categories an office starts with (the columns of published registers) and may change. Pure."""

from mingcha.registers.rules.categories import (
    AREA,
    CHOICE,
    CODE,
    DATE,
    LATITUDE,
    LONGITUDE,
    CategoryRule,
    Definitions,
    FieldRule,
    within,
)
from mingcha.registers.rules.code_forms import MINING, PARCEL, SURVEYING

ANY_CATEGORY = "市场主体"
AREA_WORDS = ("面积", "矿区(用地)面积", "矿区用地面积")
COORDINATES = (
    FieldRule("longitude", "经度", LONGITUDE, ("中心经度", "东经", "经度（CGCS2000）", "中心点经度")),
    FieldRule("latitude", "纬度", LATITUDE, ("中心纬度", "北纬", "纬度（CGCS2000）", "中心点纬度")),
    FieldRule(
        "datum",
        "坐标系",
        CHOICE,
        ("坐标系统", "坐标基准"),
        options=("CGCS2000/2000国家大地坐标系/国家2000/国家大地2000/2000坐标系",),
    ),
)
PARCEL_CODE = FieldRule(
    "parcel", "宗地代码", CODE, ("不动产单元号", "宗地代码/不动产单元号", "宗地号", "地块代码"), form=PARCEL
)
MINERAL = FieldRule("mineral", "矿种", synonyms=("开采矿种", "勘查矿种", "开采主矿种"), in_list=True)
SCOPE = FieldRule("scope", "专业范围", synonyms=("业务范围", "资质专业", "专业类别", "资质类别"))


def _area(title: str, unit: str, *synonyms: str) -> FieldRule:
    return FieldRule("area", title, AREA, (*synonyms, *AREA_WORDS), unit=unit, least="0", in_list=True)


def _grade(*options: str) -> FieldRule:
    words = ("资质类别等级", "等级", "证书等级")
    return FieldRule("grade", "资质等级", CHOICE, words, options=options, in_list=True)


DEFAULT_DEFINITIONS = Definitions(
    categories=(
        within(
            CategoryRule("采矿权", ("采矿", "采矿权人", "采矿许可", "矿山", "矿山企业"), MINING),
            (
                MINERAL,
                _area("矿区面积", "平方公里"),
                FieldRule("output", "生产规模", synonyms=("设计生产规模", "设计规模", "年生产规模")),
                FieldRule(
                    "method",
                    "开采方式",
                    CHOICE,
                    options=("露天开采/露天", "地下开采/地下/井工", "露天和地下开采/露天、地下/联合开采"),
                ),
                *COORDINATES,
            ),
        ),
        within(
            CategoryRule("探矿权", ("探矿", "探矿权人", "勘查许可", "勘查项目"), MINING),
            (
                MINERAL,
                _area("勘查面积", "平方公里", "勘查区面积"),
                FieldRule(
                    "stage", "勘查阶段", CHOICE, ("勘查程度",), options=("预查", "普查", "详查", "勘探")
                ),
                *COORDINATES,
            ),
        ),
        within(
            CategoryRule("测绘资质单位", ("测绘资质", "测绘单位", "测绘资质企业"), SURVEYING),
            (_grade("甲级/甲", "乙级/乙", "丙级/丙", "丁级/丁"), SCOPE),
        ),
        within(
            CategoryRule("测绘成果", ("测绘成果汇交", "测绘产品", "测绘项目")),
            (
                FieldRule("product", "成果类别", synonyms=("成果类型", "成果种类"), in_list=True),
                FieldRule("delivered_on", "汇交日期", DATE, ("成果汇交日期", "提交日期")),
            ),
        ),
        within(
            CategoryRule(
                "地灾资质单位", ("地灾资质", "地质灾害资质单位", "地质灾害防治资质单位", "地质灾害资质")
            ),
            (_grade("甲级/甲", "乙级/乙", "丙级/丙"), SCOPE),
        ),
        within(
            CategoryRule("用地项目", ("建设用地", "建设用地项目", "建设项目用地", "用地")),
            (
                _area("用地面积", "公顷", "占地面积", "批准面积"),
                FieldRule("land_use", "土地用途", synonyms=("用途", "批准用途", "规划用途")),
                PARCEL_CODE,
                *COORDINATES,
            ),
        ),
        within(
            CategoryRule("临时用地", ("临时用地项目", "临时使用土地")),
            (
                _area("用地面积", "公顷", "占地面积", "批准面积"),
                FieldRule("land_use", "土地用途", synonyms=("用途", "批准用途", "规划用途")),
                *COORDINATES,
            ),
        ),
        within(
            CategoryRule(
                "矿山修复项目", ("矿山修复", "矿山生态修复", "矿山生态修复项目", "矿山环境治理项目")
            ),
            (
                _area("修复面积", "公顷", "治理面积"),
                FieldRule("size", "项目规模", synonyms=("治理规模",)),
                *COORDINATES,
            ),
        ),
        within(
            CategoryRule("设施农用地", ("设施农业用地", "设施农用地项目")),
            (
                _area("用地面积", "公顷", "占地面积", "批准面积"),
                FieldRule("facility", "设施类型", synonyms=("设施类别", "设施用途")),
                *COORDINATES,
            ),
        ),
        CategoryRule(ANY_CATEGORY, ("企业", "市场主体（未分类）")),
    ),
    shared=(
        FieldRule("trade", "行业类型", synonyms=("行业", "行业类别")),
        FieldRule("founded_on", "成立日期", DATE, ("成立时间", "注册日期")),
        FieldRule("last_checked_on", "上次抽查日期", DATE, ("上次抽查时间", "最近检查日期", "上次检查日期")),
        FieldRule("note", "备注", synonyms=("说明", "备注说明")),
    ),
)
