"""The acts of this app as the history names them. Pure."""

ACTS: dict[str, str] = {
    "papers.set_series": "设定文号代字",
    "papers.record_outside_numbers": "登记系统外已用的文号",
    "papers.replace_template": "更换文书模板",
    "papers.restore_template": "恢复系统模板",
    "papers.issue_paper": "制作文书",
    "papers.attach_scan": "附盖章扫描件",
}
