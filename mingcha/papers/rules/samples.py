"""What each paper whose template an office may replace is tried with, and which parts must appear. Pure.

A test of the app that makes the papers holds the keys against those of real ones."""

from collections.abc import Mapping
from typing import Any

from mingcha.papers.rules.kinds import (
    ANNOUNCEMENT,
    ASSIGNMENT,
    ATTENDANCE,
    BULLETIN,
    INQUEST_RECORD,
    INQUIRY_RECORD,
    INSPECTION_APPROVAL,
    INSPECTION_FORM,
    INSPECTION_NOTICE,
    INSPECTION_RECORD,
    RECEIPT,
    RESULT,
    RESULT_NOTICE,
    SAMPLING_RECORD,
    VISITS,
)

Content = Mapping[str, Any]
CODE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29"><title>样张</title>'
    '<path fill="#fff" d="M0 0h29v29h-29z"/><path stroke="#000" d="M4 4.5h7m3 0h2m2 0h7"/></svg>'
)
HEADER: dict[str, Any] = {
    "title": "样张",
    "heading": "样张标题",
    "document_no": "样自然抽〔2026〕5号",
    "office": "样张县自然资源和规划局",
    "mark": "样张，不是真实的抽取",
}
PROOF: dict[str, Any] = {
    "heads": ["抽取", "核对号（公告时宣读）", "公开事件（骰子）"],
    "rows": [
        ["检查对象", "4787 1764 2879 6889 6969 8943 8815 0740 4854 0493", "41633 25516 62431 15241"],
        ["人员匹配", "1250 3682 1054 4869 7789 2385 1637 5683 2389 0927", "53126 44615 21363 56142"],
    ],
}
SIGNED: dict[str, Any] = {
    "signers": ["主持人（甲）", "录入人（乙）", "见证人兼录入人（丙）"],
    "seal": "样张县自然资源和规划局（盖章）",
    "day": "　　　　年　　月　　日",
}
FACTS = [
    ["抽查任务", "2026年第二轮矿业权抽查"],
    ["抽取时间", "2026年6月16日9:06至9:34", "抽取地点", "局三楼会议室，录音录像1份"],
]
LETTER: dict[str, Any] = {
    **HEADER,
    "addressee": "样张一号矿业有限公司",
    "opening": "根据年度抽查计划，定于2026年6月18日对你单位进行检查，现将有关事项通知如下。",
    "sections": [["检查人员", ["甲，组长，执法证号13062418007；乙，组员，执法证号13062418031。"]]],
    "table": {
        "title": "检查事项和依据",
        "heads": ["检查事项", "依据"],
        "rows": [["采矿权人履行义务情况", "第一条"]],
    },
    "qr": CODE,
    "qr_words": ["扫二维码核对本通知书。", "bWMtbm90aWNlLzE.c2lnbmVk"],
    "contact": "联系人：甲　电话：",
    "day": "2026年6月16日",
}
FORM: dict[str, Any] = {
    **HEADER,
    "facts": FACTS,
    "blocks": [
        {
            "title": "检查情况",
            "text": "查看了证照和台账。",
            "height": 0,
            "widths": [],
            "heads": [],
            "rows": [],
        },
        {
            "title": "检查单",
            "text": "",
            "height": 20,
            "widths": [1, 4, 2],
            "heads": ["序号", "检查内容", "结果"],
            "rows": [["1", "是否按批准的范围开采", "是"]],
        },
    ],
    "qr": CODE,
    "qr_words": ["扫二维码核对。"],
    "signers": ["检查人员", "当事人", "见证人"],
    "note": "一式两份。",
    "seal": "样张县自然资源和规划局",
    "day": "　　　　年　　月　　日",
}
SAMPLES: dict[str, dict[str, Any]] = {
    ANNOUNCEMENT: {
        **HEADER,
        "opening": "根据年度抽查计划，对检查对象进行第1次随机抽取，现予公告。",
        "sections": [["抽取范围", "范围内共24个，列入23个。"], ["公开事件", "现场摇骰子。"]],
        "strata": {
            "heads": ["层", "比例", "列入", "抽取", "递补"],
            "rows": [["层s1", "10%", "18", "2", "2"], ["合计", "", "18", "2", "2"]],
        },
        "facts": [["核对号", PROOF["rows"][0][1]], ["公告摘要", "00818dc1" * 8], ["承诺", "a353fedb" * 8]],
        "qr": CODE,
        "day": "2026年6月16日",
    },
    RESULT: {
        **HEADER,
        "facts": FACTS,
        "heads": ["序号", "检查对象", "对象编码", "乡镇", "组长与执法证号", "组员与执法证号"],
        "groups": [
            {
                "line": "层s1：88个抽2个，比例10%",
                "rows": [
                    [
                        "1",
                        "样张一号矿业有限公司",
                        "91130624MA0X000001",
                        "平阳镇",
                        "甲 13062418007",
                        "乙 13062418031",
                    ],
                    [
                        "2",
                        "样张二号矿业有限公司",
                        "91130624MA0X000002",
                        "大台乡",
                        "丙 13062418012",
                        "丁 13062418040",
                    ],
                ],
            }
        ],
        "reserves": "层s1：样张三号矿业有限公司。",
        "proof": PROOF,
        "steps": ["看录像：宣读的核对号与上表相同。", "公开后重新算出本表。"],
        "qr": CODE,
        **SIGNED,
    },
    ASSIGNMENT: {
        **HEADER,
        "facts": FACTS,
        "heads": ["序号", "检查人员", "执法证号", "组内职责", "户次", "检查对象（序号同抽取结果表）"],
        "rows": [
            ["1", "甲", "13062418007", "组长2次", "2", "1、2"],
            ["2", "乙", "13062418031", "组员1次", "1", "1"],
        ],
        "note": "检查人员由系统随机匹配。",
        "proof": PROOF,
        "qr": CODE,
        **SIGNED,
    },
    ATTENDANCE: {
        **HEADER,
        "qr": CODE,
        "facts": [["抽查任务", "2026年第二轮矿业权抽查"], ["会议地点", "局三楼会议室"]],
        "heads": ["序号", "姓名", "单位和股室", "身份", "到场时间", "签到"],
        "rows": [["甲", "执法监察股", "主持人"], ["乙", "政策法规股", "录入人"]],
        "guests": 8,
        "note": "列席人员填写姓名、单位后签到。",
    },
    VISITS: {
        **HEADER,
        "qr": CODE,
        "campaign": "2026年第二轮矿业权抽查（编号2026-01）",
        "heads": ["序号", "检查对象和编码", "乡镇、检查的具体对象", "检查事项", "检查日期", "检查结果"],
        "teams": [
            {
                "line": "第1组，1户次",
                "members": ["组长：甲 13062418007", "组员：乙 13062418031"],
                "rows": [
                    [
                        "1",
                        "样张一号矿业有限公司\n91130624MA0X000001",
                        "平阳镇",
                        "采矿权人履行义务情况",
                        "",
                        "",
                    ]
                ],
            }
        ],
        "note": "本清单在检查以前只交本组人员。",
    },
    INSPECTION_APPROVAL: FORM,
    INSPECTION_NOTICE: LETTER,
    INSPECTION_FORM: FORM,
    INSPECTION_RECORD: FORM,
    INQUIRY_RECORD: FORM,
    INQUEST_RECORD: FORM,
    SAMPLING_RECORD: FORM,
    RESULT_NOTICE: LETTER,
    RECEIPT: FORM,
    BULLETIN: {
        **{key: value for key, value in HEADER.items() if key != "mark"},
        "version": "（第2版）",
        "sections": [["一、基本情况", ["根据年度抽查计划，组织开展了抽查。"]]],
        "tables": [
            {"title": "表1　各层抽查情况", "heads": ["层", "基数", "抽中"], "rows": [["s1", "18", "2"]]}
        ],
        "plots": [{"title": "图1　检查结果", "bars": [["未发现问题", 18, "18个"], ["发现问题", 2, "2个"]]}],
        "note": "注：数字按公布当日的检查记录计算。",
        "day": "2026年6月16日",
    },
}
# What an office may word itself or leave out; its name stands on a sheet beside the seal already.
OPTIONAL = frozenset({"title", "heading", "heads", "note", "steps"})
FIELD_WORDS: dict[str, str] = {
    "document_no": "文号",
    "office": "机关名称",
    "mark": "演示标记",
    "opening": "公告首段",
    "sections": "公告各段",
    "strata": "各层比例和数量",
    "facts": "基本情况",
    "qr": "二维码",
    "day": "日期",
    "groups": "检查对象和检查人员",
    "reserves": "递补",
    "proof": "核对号和公开事件",
    "signers": "签字人",
    "seal": "盖章处",
    "rows": "名单各行",
    "guests": "列席人员空行",
    "campaign": "抽查任务",
    "teams": "各组检查任务",
    "addressee": "当事人",
    "table": "检查事项和依据",
    "qr_words": "二维码说明",
    "contact": "联系人",
    "blocks": "各部分",
    "version": "版次",
    "tables": "各表",
    "plots": "各图",
}
MARK = "〇"
# What a paper may be without: an announcement of teams has no strata, a letter to be edited no code.
_WITHOUT: dict[str, Any] = {
    "document_no": "",
    "mark": "",
    "version": "",
    "strata": None,
    "qr": "",
    "qr_words": [],
    "contact": "",
    "table": {"title": "", "heads": [], "rows": []},
    "tables": [],
    "plots": [],
    "signers": [],
    "guests": 0,
}


def required_of(kind: str) -> list[str]:
    """The parts that a template of this kind must show."""
    return [key for key in SAMPLES[kind] if key not in OPTIONAL and (key != "office" or kind == ANNOUNCEMENT)]


def sparse(kind: str) -> dict[str, Any]:
    """The sample without all that a paper of this kind may be without: a template must stand that too."""
    return {key: _WITHOUT.get(key, told) for key, told in SAMPLES[kind].items()}


def altered(content: Content, key: str) -> dict[str, Any]:
    """The content with every text of one part changed: a template that shows it then looks otherwise."""
    return {**content, key: _altered(content[key])}


def _altered(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("M4 4", "M5 5") if value.startswith("<svg") else f"{value}{MARK}"
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, dict):
        return {key: _altered(part) for key, part in value.items()}
    return [_altered(part) for part in value]
