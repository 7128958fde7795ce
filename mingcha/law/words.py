"""The acts of this app as the history names them. Pure."""

ACTS: dict[str, str] = {
    "law.amend_figure": "登记新的法定数值",
}
