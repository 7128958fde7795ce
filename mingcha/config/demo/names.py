"""Names nobody bears: given names begin with 试, companies carry 演示 in their name."""

from mingcha.config.demo.chooser import Chooser

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = (
    "安邦成达恩方刚广海和洪华辉嘉建杰金静娟军凯康兰磊丽林玲龙梅敏明宁平强青荣瑞山涛文武祥新秀燕阳勇友元云志"
)
FIRST = "青白红黑黄双长石云松柏槐柳杨枣榆银金玉龙凤鹿虎鹰燕雁泉溪岚岩"
SECOND = (
    *(
        "石岭",
        "土洼",
        "云台",
        "泉沟",
        "松坡",
        "柏峪",
        "河湾",
        "山口",
        "梁子",
        "滩头",
        "草岭",
        "岩台",
        "竹林",
        "桃园",
        "水磨",
    ),
    *(
        "花沟",
        "井坪",
        "寨山",
        "门楼",
        "牛栏",
        "羊坡",
        "马峪",
        "雀台",
        "果园",
        "麦田",
        "桥头",
        "塔山",
        "窑湾",
        "苇塘",
        "霞岭",
    ),
)


def stem(index: int) -> str:
    """The `index`-th of nine hundred distinct trade names, so that no two holders share one in a trade."""
    return FIRST[index % len(FIRST)] + SECOND[index // len(FIRST) % len(SECOND)]


def person(chooser: Chooser, *question: object) -> str:
    surname = chooser.one_of(SURNAMES, "surname", *question)
    return f"{surname}试{chooser.one_of(GIVEN, 'given', *question)}"


def phone(number: int) -> str:
    """A number of a block that is kept free here: 13800…"""
    return f"138000{number % 100000:05d}"


def colleague(chooser: Chooser, number: int) -> str:
    """The name of the `number`-th person of a staff: no two share one."""
    return f"{chooser.one_of(SURNAMES, 'colleague', number)}试{GIVEN[number % len(GIVEN)]}"
