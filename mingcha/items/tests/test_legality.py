"""What carries an inspection: law, regulation or rule with its article; a notice does not."""

from dataclasses import dataclass, field
from fractions import Fraction

import pytest

from mingcha.items.rules import basis_shortcoming, ratio_basis, shortcomings


@dataclass
class Facts:
    body: str = "阜平县自然资源和规划局"
    contents: str = "是否越界开采"
    methods: list[str] = field(default_factory=lambda: ["现场检查"])
    basis: str = "《中华人民共和国矿产资源法》第六十四条"
    ratio_basis: str = ""


@pytest.mark.parametrize(
    "basis",
    [
        "《中华人民共和国测绘法》第四十九条、《测绘成果管理条例》第三条",
        "《中华人民共和国矿产资源法》（2024年修订）第六十四条",
        "《矿产资源开采登记管理办法》第14条",
        "《测绘资质管理办法（试行）》第三条",
        "《关于做好清理工作的通知》（县规〔2025〕3号）；《土地复垦条例》第六条",
        "《河北省土地管理条例》\n《中华人民共和国土地管理法》第六十七条",
    ],
)
def test_a_law_regulation_or_rule_with_its_article_is_a_basis(basis: str) -> None:
    assert basis_shortcoming(basis) == ""


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("", "没有检查依据"),
        ("/", "没有检查依据"),
        ("局长办公会纪要", "没有用《》"),
        ("土地管理法第六十七条", "没有用《》"),
        ("《关于做好2025年临时用地清理工作的通知》（县规〔2025〕3号）第三条", "不是法律、法规或规章"),
        ("《关于加强事中事后监管的意见》第二条", "不是法律、法规或规章"),
        ("《采样检测方法》第二条", "不是法律、法规或规章"),
        ("《矿业权人勘查开采信息公示办法》（国土资规〔2015〕6号）第五条", "不是法律、法规或规章"),
        ("《中华人民共和国矿产资源法》", "没有写到条"),
        ("《河北省双随机抽查工作细则》第二条", "不是法律、法规或规章"),
        ("《某局内部工作规定》第二条", "不是法律、法规或规章"),
        ("《某县随机抽查管理办法》第三条", "不是法律、法规或规章"),
        ("《保定市阜平县抽查规定》第三条", "不是法律、法规或规章"),
        ("《平阳镇巡查办法》第三条", "不是法律、法规或规章"),
        ("《石家庄市裕华区土地管理办法》第三条", "不是法律、法规或规章"),
        ("《河北省自然资源厅抽查办法》第三条", "不是法律、法规或规章"),
    ],
)
def test_what_is_no_basis_is_named(basis: str, said: str) -> None:
    assert said in basis_shortcoming(basis)


@pytest.mark.parametrize(
    "title",
    [
        "矿产资源勘查区块登记管理办法",
        "城镇国有土地使用权出让管理办法",
        "历史文化名镇名村保护办法",
        "内蒙古自治区矿产资源管理办法",
        "石家庄市城市管理办法",
        "国家测绘局行政许可管理办法",
        "风景名胜区管理办法",
        "县级以上规划办法",
        "某县节水条例",
    ],
)
def test_a_place_within_a_title_does_not_make_it_that_of_a_county(title: str) -> None:
    assert basis_shortcoming(f"《{title}》第三条") == ""


def test_body_contents_and_method_are_each_demanded() -> None:
    assert shortcomings(Facts()) == []
    assert shortcomings(Facts(body="", contents="/", methods=[])) == [
        "没有抽查主体",
        "没有抽查内容",
        "没有检查方式",
    ]


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("《某某管理办法》第五条：每年抽查比例不低于3%", Fraction(3, 100)),
        ("《某某条例》第十条：不低于百分之二十五", Fraction(1, 4)),
        ("《某某条例》第十条：不低于百分之十", Fraction(1, 10)),
        ("《某某条例》第十条：全部检查，即100%", Fraction(1)),
    ],
)
def test_an_own_ratio_basis_has_law_article_and_figure(text: str, ratio: Fraction) -> None:
    found = ratio_basis(text)
    assert found is not None
    assert found.ratio == ratio


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3%",
        "《某某管理办法》第五条",
        "《某某管理办法》：不低于3%",
        "《关于调整抽查比例的通知》第二条：不低于3%",
        "《某某管理办法》第五条：3%至10%",
    ],
)
def test_a_ratio_basis_without_one_of_the_three_carries_no_ratio(text: str) -> None:
    assert ratio_basis(text) is None
    assert bool(text) == bool(shortcomings(Facts(ratio_basis=text)))
