"""The acts of this app as the history names them. Pure."""

ACTS: dict[str, str] = {
    "plans.create_plan": "编制年度抽查计划",
    "plans.propose_campaign": "向计划提出任务",
    "plans.enter_campaign": "把任务列入计划",
    "plans.submit_plan": "送审年度抽查计划",
    "plans.return_plan": "退回年度抽查计划",
    "plans.approve_plan": "批准年度抽查计划",
    "plans.publish_plan": "公布年度抽查计划",
    "plans.keep_plan_paper": "生成计划打印稿",
    "plans.file_plan": "登记计划备案",
    "plans.amend_plan": "修订年度抽查计划",
    "plans.close_plan": "办结年度抽查计划",
    "plans.create_campaign": "编制抽查任务",
    "plans.edit_campaign": "修改抽查任务",
    "plans.settle_campaign": "定案",
    "plans.reopen_campaign": "退回修改",
    "plans.cancel_campaign": "取消任务",
    "plans.hold_campaign": "公告抽取",
    "plans.release_campaign": "抽取作废，任务恢复",
    "plans.mark_campaign_drawn": "登记已抽取",
    "plans.join_campaigns": "并入联合抽查",
}
