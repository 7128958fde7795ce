"""What a file of a visit is. Pure."""

PHOTO, SIGNED, EXTRACT, HANDED, SCREEN, OTHER = "photo", "signed", "extract", "handed", "screen", "other"
FILE_KINDS: dict[str, str] = {
    PHOTO: "现场照片",
    SIGNED: "签字的笔录和检查单扫描件",
    EXTRACT: "登记信息查询件",
    HANDED: "当事人提供的材料",
    SCREEN: "网页或视频截图",
    OTHER: "其他",
}
