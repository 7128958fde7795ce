"""How a visit is made (局实施方案 三（二）3; 国办发〔2024〕54号: 优先书面、远程). Pure."""

ON_SITE, ON_PAPER, REMOTE = "on_site", "on_paper", "remote"
METHODS: dict[str, str] = {
    ON_SITE: "现场检查",
    ON_PAPER: "书面检查",
    REMOTE: "远程检查（网络监测、视频核查）",
}
