"""Columns of 随机抽查事项清单 by meaning (formats 4.3)."""

from mingcha.common.workbooks import Column

COLUMNS: tuple[Column, ...] = (
    Column("code", "事项编码", ("编号", "编码", "事项编号", "事项代码", "抽查事项编码"), "code"),
    Column("power_code", "权责清单事项", ("权责清单事项编码", "权力事项编码", "权责事项")),
    Column("category", "抽查类别", ("抽查领域", "监管领域", "监管类别")),
    Column("name", "抽查事项", ("抽查事项名称", "事项名称", "检查事项", "随机抽查事项"), required=True),
    Column("contents", "抽查内容", ("抽查子项", "检查内容", "事项子项", "抽查子项内容")),
    Column("target_categories", "检查对象", ("抽查对象", "检查对象类别", "对象类别"), "list"),
    Column("body", "抽查主体", ("抽查部门", "部门", "检查部门", "检查主体", "抽查机关", "检查机关")),
    Column("section_name", "责任股室", ("责任科室", "承办股室", "责任处室", "承办科室")),
    Column("kind", "事项类别", ("事项类型", "重点或一般"), "choice"),
    Column("concerns_enterprises", "是否涉企检查", ("是否涉企", "涉企检查"), "choice"),
    Column("methods", "检查方式", ("检查方法", "抽查方式"), "list"),
    Column("ratio", "抽查比例", ("比例", "抽取比例"), "ratio"),
    Column("frequency", "抽查频次", ("频次", "检查频次")),
    Column("ratio_and_frequency", "抽查比例及频次", ("抽查比例和频次", "比例及频次", "比例频次"), "ratio"),
    Column("level", "检查层级", ("实施层级", "检查部门及实施层级", "层级")),
    Column("requires", "检查人员要求", ("人员要求", "检查人员资格"), "list"),
    Column("basis", "检查依据", ("法律依据", "抽查依据", "依据", "检查依据法律法规规章")),
    Column("ratio_basis", "比例依据", ("抽查比例依据",)),
    Column("frequency_basis", "频次依据", ("抽查频次依据",)),
    Column("standard", "检查标准", ("检查表单", "检查标准及表单")),
    Column("in_force_from", "生效日期", ("施行日期", "启用日期"), "date"),
    Column("in_force_until", "失效日期", ("废止日期", "终止日期"), "date"),
    Column("in_force", "生效/失效日期", ("生效失效日期", "起止日期", "有效期", "有效期限", "有效期起止")),
    Column("note", "备注", ("说明",)),
)
