"""The acts of this app as the history names them. Pure."""

ACTS: dict[str, str] = {
    "items.start_list": "编制新版清单",
    "items.add_item": "新增抽查事项",
    "items.edit_item": "修改抽查事项",
    "items.leave_out_item": "从本版去掉事项",
    "items.submit_list": "清单送审",
    "items.return_list": "清单退回",
    "items.approve_list": "清单审定",
    "items.publish_list": "清单公布",
}
