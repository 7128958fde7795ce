"""Checklists of some of the demo's items. The articles were compared with the laws as in force in 2026."""

from decimal import Decimal
from typing import Any

MINERALS, LAND = "《中华人民共和国矿产资源法》", "《中华人民共和国土地管理法》"
LAND_REGULATION = "《中华人民共和国土地管理法实施条例》"
RECLAMATION, SURVEYING = "《土地复垦条例》", "《中华人民共和国测绘法》"
YES_NO, NUMBER, CHOICE, TEXT = "yes_no", "number", "choice", "text"


def _ask(words: str, basis: str, *finding: str, kind: str = YES_NO, **more: Any) -> dict[str, Any]:
    return {"words": words, "kind": kind, "basis": basis, "finding_answers": list(finding)} | more


CHECKLISTS: dict[str, tuple[str, tuple[dict[str, Any], ...]]] = {
    "ZR01": (
        "带矿区范围拐点坐标和最近一期储量年报；先核对界桩，再测量采场边界。",
        (
            _ask("是否持有有效的采矿许可证", f"{MINERALS}第三十三条", "否"),
            _ask("开采是否在登记的开采区域以内", f"{MINERALS}第六十四条第二款", "否", needs_photo=True),
            _ask(
                "采场边界超出登记的开采区域的最大距离",
                f"{MINERALS}第六十四条第二款",
                kind=NUMBER,
                unit="米",
                highest=Decimal(0),
                needs_photo=True,
            ),
            _ask(
                "开采方式与经批准的开采方案是否一致",
                f"{MINERALS}第三十三条",
                "不一致",
                "部分不一致",
                kind=CHOICE,
                choices=["一致", "部分不一致", "不一致"],
            ),
            _ask("其他情况", "", kind=TEXT),
        ),
    ),
    "ZR04": (
        "对照矿区生态修复方案和土地复垦方案逐块核对，拍摄修复前后对比照片。",
        (
            _ask("是否编制并报批矿区生态修复方案", f"{MINERALS}第四十六条", "否"),
            _ask("已到期的修复任务是否完成", f"{MINERALS}第四十七条", "否", needs_photo=True),
            _ask(
                "本年度复垦费用计提比例",
                f"{RECLAMATION}第十五条；{MINERALS}第四十九条",
                kind=NUMBER,
                unit="%",
                lowest=Decimal(100),
            ),
        ),
    ),
    "ZR06": (
        "带批准文件和勘测定界图。",
        (
            _ask("是否超过批准的使用期限", f"{LAND}第五十七条；{LAND_REGULATION}第二十条", "是"),
            _ask("是否修建永久性建筑物", f"{LAND}第五十七条", "是", needs_photo=True),
            _ask(
                "实际使用面积超出批准面积",
                f"{LAND}第七十七条",
                kind=NUMBER,
                unit="平方米",
                highest=Decimal(0),
            ),
            _ask("期满一年内是否完成复垦", f"{LAND_REGULATION}第二十条", "否"),
        ),
    ),
    "ZR10": (
        "查阅资质证书、专业技术人员社保和仪器检定证书、保密制度和台账。",
        (
            _ask("资质条件是否保持", f"{SURVEYING}第二十七条", "否"),
            _ask("测绘成果质量管理制度是否执行", f"{SURVEYING}第二十七条、第三十九条", "否"),
            _ask(
                "涉密测绘成果管理",
                f"{SURVEYING}第四十七条",
                "无台账",
                "有遗失",
                kind=CHOICE,
                choices=["完好", "无台账", "有遗失"],
            ),
        ),
    ),
}
"""Item code → guidance and questions."""
