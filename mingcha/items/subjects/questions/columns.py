"""Columns of 检查单题目 by meaning, and the words that say how a question is answered."""

from mingcha.common.workbooks import Column
from mingcha.items.rules.checklists import CHOICE, NUMBER, TEXT, YES_NO

COLUMNS: tuple[Column, ...] = (
    Column("code", "事项编码", ("编号", "编码", "事项编号"), "code", required=True, telling=True),
    Column("number", "序号", ("题号", "题目序号"), "number"),
    Column("words", "检查内容", ("题目", "检查项目", "检查要点", "问题"), required=True),
    Column("kind", "答题方式", ("题型", "答案类型", "作答方式"), "choice", telling=True),
    Column("choices", "选项", ("可选答案", "备选答案"), "list"),
    Column("unit", "单位", ("计量单位",)),
    Column("lowest", "不低于", ("下限", "最小值"), "number"),
    Column("highest", "不高于", ("上限", "最大值"), "number"),
    Column("finding_answers", "发现问题的答案", ("问题答案", "不合格答案", "属于发现问题"), "list"),
    Column("needs_photo", "须拍照", ("是否拍照", "拍照", "需拍照"), "choice"),
    Column("basis", "依据", ("检查依据", "法律依据")),
)
TITLES: dict[str, str] = {column.key: column.title for column in COLUMNS}
FIELDS = tuple(key for key in TITLES if key != "code")
KIND_WORDS: dict[str, str] = {
    "是/否": YES_NO,
    "是否": YES_NO,
    "是／否": YES_NO,
    "判断": YES_NO,
    "数值": NUMBER,
    "数字": NUMBER,
    "选择": CHOICE,
    "单选": CHOICE,
    "文字": TEXT,
    "填空": TEXT,
}
YES_WORDS: dict[str, bool] = {"是": True, "否": False, "须": True, "√": True, "×": False}
