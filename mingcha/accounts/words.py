"""The acts of this app, and those of others that write people, as a person's history names them. Pure."""

ACTS: dict[str, str] = {
    "accounts.open_account": "开通账号",
    "accounts.change_person": "更正人员信息",
    "accounts.issue_password": "发放首次密码",
    "accounts.change_password": "本人修改密码",
    "accounts.leave_office": "办理离岗",
    "accounts.return_to_office": "恢复在岗",
    "accounts.grant_role": "授予岗位",
    "accounts.name_head": "设定主要负责人",
    "accounts.end_role": "收回岗位",
    "accounts.add_section": "设立股所室队",
    "accounts.rename_office": "机构改名",
    "accounts.change_section": "调整股所室队",
    "accounts.remove_section": "撤销股所室队",
    "config.found_office": "启用机构",
    "intake.confirm_import": "确认导入",
    "intake.take_back_import": "撤回导入",
}
