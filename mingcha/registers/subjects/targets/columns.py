"""Columns of 检查对象名录库 by meaning (formats 4.1), and which of them a holder or a target keeps. Behind
them stand the fields of the categories, which are rows of the office."""

from mingcha.common.workbooks.columns import Column
from mingcha.registers.rules.categories import Definitions

COLUMNS: tuple[Column, ...] = (
    Column(
        "code",
        "统一社会信用代码",
        (
            "社会信用代码",
            "信用代码",
            "注册号",
            "营业执照号",
            "统一代码",
            "机构代码",
            "统一社会信用代码/注册号",
        ),
        "uscc",
        telling=True,
    ),
    Column(
        "holder",
        "单位名称",
        (
            "企业名称",
            "检查对象名称",
            "市场主体名称",
            "主体名称",
            "企业(单位)名称",
            "权利人",
            "采矿权人",
            "名称",
        ),
        required=True,
    ),
    Column("entity_type", "主体类型", ("市场主体类型", "单位类型", "企业类型", "主体性质")),
    Column("representative", "法定代表人", ("负责人", "法人代表", "法人", "经营者", "法定代表人(负责人)")),
    Column(
        "address",
        "住所",
        ("经营场所", "注册地址", "登记住所", "地址", "单位地址", "企业地址", "住所(经营场所)"),
        telling=True,
    ),
    Column(
        "category",
        "对象类别",
        ("监管对象类别", "检查对象类别", "类别", "对象类型", "监管类别", "监管类型"),
        telling=True,
    ),
    Column(
        "name",
        "对象名称",
        ("矿山名称", "项目名称", "矿山(项目)名称", "矿山项目名称", "矿权名称", "地块名称", "资质名称"),
    ),
    Column("licence_name", "许可证名称", ("证书名称", "证照名称", "许可名称")),
    Column(
        "licence_no",
        "许可证号",
        (
            "证书编号",
            "批准文号",
            "许可证编号",
            "采矿许可证号",
            "勘查许可证号",
            "资质证书编号",
            "许可编号",
            "证号",
        ),
        "code",
        telling=True,
    ),
    Column(
        "valid_from", "有效期起", ("有效期自", "起始日期", "许可有效期起", "发证日期", "有效期开始"), "date"
    ),
    Column(
        "valid_until",
        "有效期止",
        ("有效期至", "资质有效期至", "许可有效期至", "到期日期", "截止日期", "许可证有效期至", "有效期截止"),
        "date",
    ),
    Column(
        "validity",
        "有效期起止",
        ("起止日期", "有效期起止日期", "有效期起止时间", "有效期", "有效期限", "许可有效期", "证书有效期"),
    ),
    Column("town", "乡镇", ("所在乡镇", "属地乡镇", "所属乡镇", "街道", "乡镇街道")),
    Column(
        "place", "坐落", ("位置", "所在位置", "所在乡镇及位置", "地理位置", "项目地址", "矿区位置", "所在地")
    ),
    Column(
        "risk_class",
        "风险类别",
        ("信用风险类别", "风险等级", "信用等级", "信用风险分类", "信用类别"),
        "choice",
        telling=True,
    ),
    Column("state", "状态", ("登记状态", "经营状态", "对象状态", "企业状态", "生产状态"), "choice"),
    Column("contact", "联系人", ("经办人",)),
    Column("phone", "联系电话", ("电话", "手机", "手机号码", "联系方式"), "phone"),
)
TITLES: dict[str, str] = {column.key: column.title for column in COLUMNS} | {"is_permanent": "长期有效"}

HOLDER_KEYS = ("entity_type", "representative", "address")
TARGET_KEYS = (
    "name",
    "licence_name",
    "licence_no",
    "valid_from",
    "valid_until",
    "is_permanent",
    "town",
    "place",
    "risk_class",
    "state",
    "contact",
    "phone",
)
PERSONAL_KEYS = frozenset({"representative", "contact", "phone"})


def columns_with(definitions: Definitions) -> tuple[Column, ...]:
    """Every column of the register of an office."""
    return (*COLUMNS, *definitions.field_columns)
