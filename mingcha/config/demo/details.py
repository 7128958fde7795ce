"""What the fields of a category hold in the demo county: figures of the right size, places inside its box,
parcel codes whose numbers no register gave out."""

from collections.abc import Callable

from mingcha.config.demo.chooser import Chooser
from mingcha.config.demo.codes import AREA
from mingcha.registers.rules.towns import TILE_ROWS

Details = tuple[tuple[str, str], ...]
Ask = Callable[[int, int, str], int]

# Where a town lies in the sketch of tiles, as degrees: west edge and north edge of the county, and the step.
WEST, NORTH, EAST_STEP, SOUTH_STEP = 113_800, 39_050, 140, 120
SPREAD = 55
DATUM = "CGCS2000"
USES = ("工业", "商业服务业", "物流仓储", "公共设施", "旅游")
TEMPORARY_USES = ("施工便道", "材料堆放", "取土", "拌合站")
FACILITIES = ("作物种植设施", "畜禽养殖设施", "附属设施")
SCOPES = ("工程测量、不动产测绘", "工程测量", "地理信息系统工程", "摄影测量与遥感")
HAZARD_SCOPES = ("评估和勘查", "设计", "施工", "监理")
STAGES = ("普查", "详查", "勘探")
METHODS = ("露天开采", "地下开采")


def details_of(chooser: Chooser, category: str, number: int, town: str, detail: tuple[str, str]) -> Details:
    """Title and value of every field, that of the county's table (`detail`) first."""

    def ask(low: int, high: int, what: str) -> int:
        return chooser.number(low, high, what, category, number)

    place = _coordinates(ask, town) if category in PLACED else ()
    return (detail, *OWN.get(category, _none)(ask, number), *place)


def _none(ask: Ask, number: int) -> Details:
    return ()


def _mine(ask: Ask, number: int) -> Details:
    return (
        ("矿区面积", f"{ask(8, 260, 'area') / 100:g}平方公里"),
        ("生产规模", f"{ask(1, 40, 'output')}万吨/年"),
        ("开采方式", METHODS[ask(0, 9, "method") // 8]),
    )


def _exploration(ask: Ask, number: int) -> Details:
    return (
        ("勘查面积", f"{ask(120, 2600, 'area') / 100:g}平方公里"),
        ("勘查阶段", STAGES[ask(0, 2, "stage")]),
    )


def _surveyor(ask: Ask, number: int) -> Details:
    return (("专业范围", SCOPES[ask(0, 3, "scope")]),)


def _hazard(ask: Ask, number: int) -> Details:
    return (("专业范围", HAZARD_SCOPES[ask(0, 3, "scope")]),)


def _delivery(ask: Ask, number: int) -> Details:
    return (("汇交日期", f"2025-{ask(1, 12, 'month'):02d}-{ask(1, 28, 'day'):02d}"),)


def _site(ask: Ask, number: int) -> Details:
    area, part = ask(1, 5, "cadastral area"), ask(1, 20, "cadastral part")
    parcel = f"{AREA}{area:03d}{part:03d}GB9{number + 1:04d}"
    return (("土地用途", USES[ask(0, 4, "use")]), ("宗地代码", f"{parcel}W00000000"))


def _temporary(ask: Ask, number: int) -> Details:
    return (("土地用途", TEMPORARY_USES[ask(0, 3, "use")]),)


def _restoration(ask: Ask, number: int) -> Details:
    return (("修复面积", f"{ask(5, 400, 'area') / 10:g}公顷"),)


def _farm(ask: Ask, number: int) -> Details:
    return (("设施类型", FACILITIES[ask(0, 2, "facility")]),)


def _coordinates(ask: Ask, town: str) -> Details:
    row, column = next(
        (r, c) for r, row in enumerate(TILE_ROWS) for c, name in enumerate(row) if name == town
    )
    east = WEST + EAST_STEP * column + ask(-SPREAD, SPREAD, "east")
    north = NORTH - SOUTH_STEP * row + ask(-SPREAD, SPREAD, "north")
    return (("经度", f"{east / 1000:.3f}"), ("纬度", f"{north / 1000:.3f}"), ("坐标系", DATUM))


OWN: dict[str, Callable[[Ask, int], Details]] = {
    "采矿权": _mine,
    "探矿权": _exploration,
    "测绘资质单位": _surveyor,
    "测绘成果": _delivery,
    "地灾资质单位": _hazard,
    "用地项目": _site,
    "临时用地": _temporary,
    "矿山修复项目": _restoration,
    "设施农用地": _farm,
}
PLACED = frozenset({"采矿权", "探矿权", "用地项目", "临时用地", "矿山修复项目", "设施农用地"})
