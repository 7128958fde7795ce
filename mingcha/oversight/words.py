"""The name of every act, as the ledger page shows it. A test compares it with the acts in the code."""

from mingcha.accounts.words import ACTS as ACCOUNT_ACTS

PROTOCOL_ENTRIES: dict[str, str] = {
    "announced": "公告入日志",
    "observed": "公开事件入日志",
    "drawn": "抽取结果入日志",
    "substituted": "递补入日志",
    "recording": "录音录像入日志",
    "annulled": "作废入日志",
    "disclosed": "公开入日志",
}
ACTS: dict[str, str] = {
    **ACCOUNT_ACTS,
    "config.found_office": "启用机构",
}
