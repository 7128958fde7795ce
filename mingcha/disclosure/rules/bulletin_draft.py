"""The text of a bulletin as it is drafted: sentences with placeholders, a section where there is something to
say. Pure."""

from collections.abc import Iterator, Sequence

from mingcha.disclosure.rules.bulletins import (
    Figures,
    token,
    without_braces,
)

ORDINALS = "一二三四五"


def drafted(figures: Figures, *, unit: str, planned: bool, typical: Sequence[str]) -> dict[str, str]:
    """By section, its paragraphs. `unit` is the measure word of what is drawn, `typical` what records say of
    problems, without names."""
    numbers = figures.numbers
    if numbers["withdrawn"] and not numbers["visits"] and not numbers["visited"]:
        return _nobody_left(figures, unit=unit, planned=planned)
    parts = {
        "basis": [_basis(planned)],
        "drawing": [_drawing(figures, unit), _strata(figures, unit)],
        "visiting": [_visiting(figures, unit), _called_off(figures), _methods(figures), _signatures(figures)],
        "results": [_results(figures, unit), _by_result(figures, unit)],
        "problems": [_items(figures, unit), *_typical(typical)],
        "measures": [_measures(figures)],
        "handovers": [_handovers(figures)],
        "discipline": [_discipline(figures)],
        "clues": [_clues(figures)],
    }
    return {key: "\n".join(filter(None, lines)) for key, lines in parts.items()}


def _nobody_left(figures: Figures, *, unit: str, planned: bool) -> dict[str, str]:
    """Everybody who was drawn left, and every reserve: there was no visit to tell of."""
    parts = {
        "basis": [_basis(planned, days="")],
        "drawing": [_drawing(figures, unit, teams=""), _strata(figures, unit)],
        "visiting": ["抽中的对象和递补全部退出，没有检查户次，没有实施检查；递补用完的缺额不再另抽。"],
        "clues": [_clues(figures)],
    }
    return {key: "\n".join(filter(None, lines)) for key, lines in parts.items()}


def _basis(planned: bool, days: str = "检查时间为{检查开始}至{检查结束}，") -> str:
    why = "根据年度抽查计划" if planned else "根据工作安排"
    return f"{why}，{{机关}}组织开展了“{{任务}}”，{days}检查事项为{{事项}}。"


def _drawing(figures: Figures, unit: str, teams: str = "；检查人员随机匹配，共{户次}户次") -> str:
    told = f"本次抽查的基数为{{基数}}{unit}，随机抽取{{抽中}}{unit}，占{{抽查比例}}{teams}。"
    if figures.numbers["withdrawn"]:
        told += f"抽取以后退出{{退出}}{unit}，按顺序递补{{递补}}{unit}。"
    return told


def _strata(figures: Figures, unit: str) -> str:
    if len(figures.strata) < 2:
        return ""
    parts = (
        f"层{name}基数{_cell('层', name, '基数')}{unit}，抽取{_cell('层', name, '抽中')}{unit}"
        for name, _ in figures.strata
    )
    return f"分{{层数}}层抽取：{'；'.join(parts)}。"


def _visiting(figures: Figures, unit: str) -> str:
    told = f"检查已经全部结束，共检查{{已查}}{unit}，其中实施检查{{实施检查}}{unit}"
    return f"{told}，无法检查{{无法检查}}{unit}。" if figures.numbers["not_checked"] else f"{told}。"


def _called_off(figures: Figures) -> str:
    if not figures.numbers["called_off"]:
        return ""
    return (
        "另有{不再实施}户次因能参加的执法人员不够法定人数、按规则没有可以替补的人，"
        "经局领导批准不再实施，不计入以上数字。"
    )


def _methods(figures: Figures) -> str:
    keys = {"on_site": "现场检查", "on_paper": "书面检查", "remote": "远程检查"}
    parts = [f"{word}{{{word}}}户次" for key, word in keys.items() if figures.numbers[key]]
    return f"按检查方式分，{'，'.join(parts)}。" if parts else ""


def _signatures(figures: Figures) -> str:
    keys = {"refused": "当事人拒绝签字的{拒绝签字}户次", "absent": "当事人不在场的{不在场}户次"}
    parts = [words for key, words in keys.items() if figures.numbers[key]]
    return f"{'，'.join(parts)}，均由检查人员注明情况。" if parts else ""


def _results(figures: Figures, unit: str) -> str:
    told = (
        f"实施检查的{{实施检查}}{unit}中，未发现问题的{{无问题}}{unit}，"
        f"发现问题的{{有问题}}{unit}，占{{问题比例}}"
    )
    return f"{told}，共{{问题项次}}项次。" if figures.numbers["problems"] else f"{told}。"


def _by_result(figures: Figures, unit: str) -> str:
    parts = [f"{without_braces(name)}的{_cell('结果-', name, '对象')}{unit}" for name, _ in figures.results]
    return f"按检查结果分，{'；'.join(parts)}。有几种结果的，分别计入。" if parts else ""


def _items(figures: Figures, unit: str) -> str:
    found = sorted((row for row in figures.items if row[1][1]), key=lambda row: -row[1][1])
    if not found:
        return "本次抽查没有发现问题。"
    parts = [f"“{without_braces(name)}”{_cell('事项-', name, '有问题')}{unit}" for name, _ in found]
    return f"发现问题的抽查事项：{'，'.join(parts)}。"


def _typical(words: Sequence[str]) -> Iterator[str]:
    for place, told in zip(ORDINALS, words, strict=False):
        yield f"其{place}，{told.rstrip('。')}。"


def _measures(figures: Figures) -> str:
    numbers = figures.numbers
    if not numbers["problems"]:
        return ""
    told = "对发现的问题，责令改正{责令改正}项次，其中已经复查{改正复查}项次"
    return f"{told}；待后续处理{{待处理}}项次。" if numbers["pending"] else f"{told}。"


def _handovers(figures: Figures) -> str:
    if not figures.numbers["handed"]:
        return ""
    return "需要移交、抄告或者函告的{移交}项，已经办结{移交办结}项。"


def _discipline(figures: Figures) -> str:
    if not figures.numbers["ratings"]:
        return "检查对象可以通过检查通知书上的二维码评价检查人员，本次抽查没有收到评价。"
    return (
        "检查对象通过检查通知书上的二维码提交评价{评价}份，"
        "其中认为妨碍正常经营的{妨碍经营}份，反映索取财物的{索取财物}份。"
    )


def _clues(figures: Figures) -> str:
    return (
        "本年度另有线索核查{线索核查}项，不经随机抽取，不计入以上数字。" if figures.numbers["clues"] else ""
    )


def _cell(before: str, name: str, head: str) -> str:
    return f"{{{token(before, name, head)}}}"
