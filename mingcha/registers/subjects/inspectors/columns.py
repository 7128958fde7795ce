"""Columns of 执法检查人员名录库 by meaning (formats 4.2). Birth, sex and schooling are not needed and not
kept."""

from mingcha.common.workbooks.columns import Column

COLUMNS: tuple[Column, ...] = (
    Column("name", "姓名", ("人员姓名", "执法人员姓名", "检查人员姓名", "执法人员"), required=True),
    Column("employer", "工作单位", ("单位", "所在单位", "执法主体", "单位名称")),
    Column(
        "section",
        "所属股室",
        (
            "所在科室",
            "科室",
            "股室",
            "所属科室",
            "所属科室/股室",
            "内设机构",
            "部门",
            "所属股室(所、队)",
            "所在股室",
        ),
    ),
    Column("post", "职务", ("职务/职级", "职级", "岗位")),
    Column("licence_name", "执法证名称", ("证件名称", "执法证类型", "证件类型")),
    Column(
        "licence_no",
        "执法证编号",
        (
            "证件编号",
            "执法证号",
            "执法证件编号",
            "行政执法证号",
            "省政府行政执法证号",
            "执法证件号",
            "执法证号码",
            "执法证件号码",
            "行政执法证编号",
            "行政执法证件号",
            "行政执法证件编号",
            "执法资格证号",
            "执法资格证编号",
        ),
        "code",
        required=True,
    ),
    Column(
        "licence_until",
        "执法证有效期至",
        ("有效期至", "执法证有效期", "有效期", "省证有效期", "证件有效期", "执法证到期日期"),
        "date",
    ),
    Column(
        "line_licence_no",
        "部颁执法证号",
        ("部证编号", "行业执法证号", "部颁执法证编号", "自然资源行政执法证号"),
        "code",
    ),
    Column(
        "line_licence_until", "部证有效期", ("部颁执法证有效期", "部证有效期至", "行业执法证有效期"), "date"
    ),
    Column(
        "expertise",
        "业务专长",
        ("执法事项范围", "专业范围", "专长", "岗位资格资质", "岗位资格", "执法事项范围/业务专长", "业务范围"),
        "list",
    ),
    Column("is_expert", "是否专家", ("专家",), "choice"),
    Column("can_lead", "是否组长", ("可任组长", "组长"), "choice"),
    Column("phone", "联系电话", ("手机号码", "电话", "手机", "联系方式"), "phone"),
    Column("state", "人员状态", ("在岗情况", "状态", "在岗状态"), "choice"),
    Column("conflicts", "回避单位", ("回避情形", "应回避单位", "利害关系单位", "回避对象"), "list"),
    Column(
        "training_until",
        "培训合格有效期至",
        ("培训有效期至", "培训有效期", "培训合格有效期", "执法培训有效期至", "轮训有效期至"),
        "date",
    ),
    Column(
        "training_on",
        "培训合格日期",
        ("培训日期", "培训完成日期", "培训时间", "最近培训日期", "结业日期"),
        "date",
    ),
    Column("training_hours", "培训学时", ("学时", "培训课时", "年度培训学时"), "number"),
    Column("training_no", "培训证书", ("培训证书编号", "培训合格证号", "培训合格证编号", "结业证书编号")),
    Column("training_course", "培训内容", ("培训名称", "培训班次", "培训班名称", "培训课程")),
    Column("note", "备注", ("说明",)),
)
TITLES: dict[str, str] = {column.key: column.title for column in COLUMNS}
PERSON_KEYS = (
    "employer",
    "section_name",
    "post",
    "qualifications",
    "is_expert",
    "can_lead",
    "phone",
    "state",
    "note",
)
PERSON_TITLES = {
    "employer": "工作单位",
    "section_name": "所属股室",
    "post": "职务",
    "qualifications": "业务专长",
    "is_expert": "是否专家",
    "can_lead": "是否组长",
    "phone": "联系电话",
    "state": "人员状态",
    "note": "备注",
}
LINE_LICENCE = "部颁执法证"
