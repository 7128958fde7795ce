"""Every sentence with which a whole file is refused. What it is, what was expected, what to do."""

from mingcha.common.errors import UNPROCESSABLE, Refusal

EXPECTED = "这里需要电子表格：.xlsx、.xls或.csv。"
SAVE_AS = "请在Excel或WPS中打开，另存为.xlsx后再上传。"

SENTENCES = {
    "nothing": "这个文件是空的（0字节）。请重新导出或复制后再上传。",
    "picture": f"这是一张图片，图片里的文字不能导入。{EXPECTED}",
    "pdf": f"这是PDF文件，不是电子表格。{EXPECTED}请找出当初制作它的表格。",
    "ofd": f"这是OFD版式文件，不是电子表格。{EXPECTED}请找出当初制作它的表格。",
    "word": f"这是Word文档，不是电子表格。{EXPECTED}请把其中的表格粘贴到Excel中保存。",
    "slides": f"这是演示文稿，不是电子表格。{EXPECTED}",
    "archive": f"这是压缩包，不是电子表格。{EXPECTED}请先解压，再上传里面的表格。",
    "media": f"这是音频或视频文件，不是电子表格。{EXPECTED}",
    "program": f"这是可执行程序，不是电子表格。{EXPECTED}",
    "web_page": f"这是网页（有些系统导出的“.xls”其实是网页），不是电子表格。{SAVE_AS}",
    "xml": f"这是XML文件，不是电子表格。{SAVE_AS}",
    "ods": f"这是ODS表格，不在可读的种类之内。{SAVE_AS}",
    "unknown": f"认不出这是什么文件。{EXPECTED}",
    "encoding": "这个文本文件的编码认不出来（不是UTF-8、UTF-16或GB18030）。" + SAVE_AS,
    "quotes": "第{row}行附近的引号没有成对，无法分清各栏。请在Excel或WPS中打开检查后另存为.xlsx。",
    "locked": "这个表格加了打开密码，无法读取。请取消密码（文件→信息→保护工作簿）后再上传。",
    "damaged": "这个表格的内容不完整或已损坏，无法读取。请重新打开原表并另存为.xlsx后再上传。",
    "unsafe": "这个表格内部的结构不正常（{what}），为安全起见没有打开。请重新打开原表并另存为.xlsx。",
    "file_too_large": "文件有{size}MB，最大可上传{limit}MB。请删去图片或拆成几个表格。",
    "too_big": "表格展开后过大，超出可用的内存。常见原因是最末行或最右列有零星内容，请删去后另存再上传。",
    "too_slow": "表格在规定的时间内没有读完。请删去多余的工作表和公式，或拆成几个表格。",
    "too_much_text": "表格的文字总量过大，无法读取。请拆成几个表格。",
    "too_many_rows": "工作表“{sheet}”有{count}行，一次最多{limit}行。请拆成几个表格。",
    "too_many_columns": "“{sheet}”有{count}列，最多{limit}列。请删去最右边的零星内容，另存后再上传。",
    "too_many_merges": "工作表“{sheet}”的合并单元格过多，请取消不必要的合并后另存再上传。",
    "no_rows": "这个工作簿是空的，没有任何内容。请核对上传的是不是要导入的那个表格。",
    "no_header": "没有找到表头。{wanted}至少要有这些栏目：{columns}。",
    "columns_missing": "表头里缺少必需的栏目：{columns}。请照这样的列名补上，或下载空白表样填写，再上传。",
    "wrong_kind": "这是“{found}”，这里需要“{wanted}”。请换成需要的表格，或到“{found}”的页面导入。",
    "no_sheet": "工作簿里没有名为“{sheet}”的工作表。",
    "no_data": "找到了表头（第{row}行），但下面没有登记内容。",
}


class WorkbookRefused(Refusal):
    """The file as a whole cannot be read. Nothing was stored. `detail` is for the log, not for the screen."""

    status = UNPROCESSABLE

    def __init__(self, code: str, *, detail: str = "", **facts: object) -> None:
        super().__init__(code, SENTENCES[code].format(**facts), title="不能导入这个文件")
        self.detail = detail

    def expecting(self, title: str) -> "WorkbookRefused":
        """The same, saying also which table was wanted where the file could not even be opened."""
        self.sentence = f"{self.sentence}这里要导入的是“{title}”。"
        return self


class CellRefused(Exception):
    """A cell cannot be understood. `sentence` says what stands there and, where known, what should."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
