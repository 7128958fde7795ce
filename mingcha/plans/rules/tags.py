"""The words of protocol tags. Pure."""

# What the register's tags mean on the screen; a tag that is not listed is shown as it is.
TAG_TITLES = {
    "lead": "可任组长",
    "expert": "专家",
    "dept:land": "本局人员",
    "qual:mining": "矿产",
    "qual:survey": "测绘",
    "qual:hazard": "地质灾害",
    "qual:geology": "地质勘查",
    "qual:land": "土地",
    "qual:planning": "规划",
    "qual:law": "法律",
    "qual:restoration": "生态修复",
    "qual:title": "不动产",
    "qual:safety": "安全",
    "qual:finance": "财务",
}
