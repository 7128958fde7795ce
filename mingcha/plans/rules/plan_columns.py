"""The columns of a yearly plan as offices keep and publish it. Pure."""

from mingcha.common.workbooks.columns import Column

COLUMNS: tuple[Column, ...] = (
    Column("year", "计划年度", ("年度",)),
    Column("plan_number", "计划编号", ("年度计划编号", "抽查计划编号")),
    Column("plan_title", "抽查计划名称", ("年度计划名称", "计划名称", "年度抽查计划名称")),
    Column("title", "抽查任务名称", ("任务名称", "抽查任务", "检查任务名称")),
    Column("number", "任务编号", ("抽查任务编号", "计划任务编号"), "code"),
    Column(
        "category", "抽查类别", ("抽查领域", "监管领域", "抽查类别领域", "检查领域", "监管类别", "事项领域")
    ),
    Column(
        "items",
        "抽查事项",
        ("抽查事项名称", "检查事项", "随机抽查事项", "事项名称", "检查内容", "抽查内容"),
        "list",
    ),
    Column("kind", "事项类别", ("事项类型", "重点或一般", "检查事项类别"), "choice"),
    Column("targeting", "抽查类型", ("抽查方式", "定向或不定向")),
    Column(
        "lead_department", "发起（牵头）部门", ("发起部门", "牵头部门", "检查主体", "抽查主体", "抽查部门")
    ),
    Column("partner_departments", "配合部门", ("参与部门", "协同部门", "联合部门"), "list"),
    Column(
        "section", "责任股室", ("股室", "责任科室", "科室", "责任处室", "承办股室", "承办科室", "实施股室")
    ),
    Column("scope", "检查对象范围", ("检查对象", "抽查对象", "抽查对象范围", "对象范围", "抽查范围"), "list"),
    Column("unit", "抽取单位", ("抽查单位类型",), "choice"),
    Column(
        "base",
        "抽查基数",
        ("基数", "对象总数", "检查对象基数", "检查对象总数", "抽取基数", "对象数量"),
        "count",
    ),
    Column("ratio", "抽查比例", ("比例", "抽取比例", "抽查比率"), "ratio", telling=True),
    Column(
        "count",
        "抽查数量",
        ("数量", "应抽数", "应抽数量", "抽取数量", "计划抽查数", "抽查户数"),
        "count",
        telling=True,
    ),
    Column("frequency", "抽查频次", ("频次", "检查频次", "抽查次数", "频率"), "frequency", telling=True),
    Column(
        "ratio_and_frequency",
        "抽查比例及频次",
        ("抽查比例和频次", "比例及频次", "比例频次"),
        "ratio",
        telling=True,
    ),
    Column("methods", "检查方式", ("检查方法", "实施方式"), "list"),
    Column(
        "period",
        "计划起止时间",
        (
            "计划开展时间",
            "任务实施时段",
            "实施时间",
            "抽查时间",
            "检查时间",
            "计划时间",
            "开展时间",
            "时间安排",
            "起止时间",
        ),
        "period",
    ),
    Column("draw_on", "抽取时间", ("计划抽取时间", "摇号时间"), "date"),
    Column("document_no", "发文文号", ("文号", "发文字号")),
    Column("basis", "检查依据", ("法律依据", "抽查依据", "依据", "检查依据法律法规规章")),
    Column("ratio_basis", "比例依据", ("抽查比例依据",)),
    Column("frequency_basis", "频次依据", ("抽查频次依据",)),
    Column("note", "备注", ("说明",)),
)
