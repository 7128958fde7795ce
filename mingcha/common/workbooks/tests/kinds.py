"""Kinds of tables for the tests: headings as formats of county offices have them."""

from mingcha.common.workbooks.columns import Column, Kind

TARGETS = Kind(
    "检查对象名录库",
    (
        Column("code", "统一社会信用代码", ("社会信用代码", "信用代码", "注册号"), "holder_code"),
        Column("name", "单位名称", ("企业名称", "检查对象名称", "市场主体名称"), required=True),
        Column("subject", "主体类型", ("市场主体类型",)),
        Column("category", "对象类别", ("监管对象类别",), required=True),
        Column("own_name", "矿山名称", ("项目名称", "对象名称", "矿山项目名称")),
        Column("permit", "许可证号", ("证书编号", "批准文号"), "code"),
        Column("phone", "联系电话", ("电话", "手机"), "phones"),
        Column("leader", "法定代表人", ("负责人",)),
        Column("contact", "联系人"),
        Column("area", "矿区面积", ("用地面积", "矿区用地面积"), "number"),
        Column("valid_from", "有效期起", ("有效期自",), "date"),
        Column("valid_until", "有效期止", ("有效期至", "资质有效期至"), "date"),
        Column("place", "住所", ("经营场所", "所在乡镇", "位置")),
        Column("risk", "信用风险类别", ("风险等级",)),
        Column("state", "登记状态", ("经营状态",)),
        Column("last_on", "上次抽查日期", ("上次抽查时间",), "date"),
        Column("founded_on", "成立日期", ("成立时间",), "date"),
    ),
)
INSPECTORS = Kind(
    "执法检查人员名录库",
    (
        Column("name", "姓名", ("人员姓名",), required=True),
        Column("unit", "工作单位", ("单位",)),
        Column("section", "所属股室", ("所在科室", "科室")),
        Column("licence", "执法证编号", ("证件编号", "省政府行政执法证号"), "codes", required=True),
        Column("licence_until", "执法证有效期至", ("有效期至", "省证有效期"), "dates"),
        Column("line_licence", "部颁执法证号", (), "code"),
        Column("line_licence_until", "部证有效期", (), "date"),
        Column("phone", "联系电话", ("手机号码",), "phones"),
        Column("state", "人员状态", ("在岗情况",)),
        Column("avoid", "回避单位", ("回避情形",), "list"),
    ),
)
ITEMS = Kind(
    "随机抽查事项清单",
    (
        Column("body", "抽查部门", ("部门", "抽查主体")),
        Column("name", "抽查事项", ("事项名称",), required=True),
        Column("contents", "抽查内容", ("抽查子项",), required=True),
        Column("targets", "检查对象"),
        Column("weight", "事项类别", ("事项类型",)),
        Column("method", "检查方式", ("检查方法",), "list"),
        Column("ratio", "抽查比例", ("比例", "抽查比例及频次"), "ratio"),
        Column("frequency", "抽查频次", ("频次",), "frequency"),
        Column("basis", "检查依据", ("法律依据",), "citations", required=True),
        Column("since", "生效日期", (), "date"),
        Column("until", "失效日期", (), "date"),
    ),
)
KINDS = {"targets": TARGETS, "inspectors": INSPECTORS, "items": ITEMS}
