"""The acts of this app as the history names them. Pure."""

ACTS: dict[str, str] = {
    "plans.create_campaign": "编制抽查任务",
    "plans.edit_campaign": "修改抽查任务",
    "plans.settle_campaign": "定案",
    "plans.reopen_campaign": "退回修改",
    "plans.cancel_campaign": "取消任务",
    "plans.hold_campaign": "公告抽取",
    "plans.release_campaign": "抽取作废，任务恢复",
    "plans.mark_campaign_drawn": "登记已抽取",
}
