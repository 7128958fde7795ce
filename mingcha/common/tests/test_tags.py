"""The words, marks and notations that every template takes from one place."""

import datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template

from mingcha.common.states import Life
from mingcha.common.templatetags import mc

LIFE = Life("对象", {"checking": ("在查", "is-now"), "closed": ("停产", "is-off")}, {})
NIGHT = datetime.datetime(2026, 6, 14, 17, 5, tzinfo=ZoneInfo("UTC"))


class Entry(forms.Form):
    code = forms.CharField(label="代码", help_text="18位")
    town = forms.ChoiceField(label="乡镇", choices=[("a", "平阳镇")], required=False)
    source = forms.ChoiceField(label="来源", choices=[("a", "自查")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="已核对")
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


def render(text: str, **facts: object) -> str:
    return Template(text).render(Context(facts))


def test_a_status_word_has_its_shape() -> None:
    assert render('{% status "is-done" "有效" %}') == '<span class="mc-st is-done">有效</span>'


def test_a_status_class_that_the_stylesheet_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match="is-green"):
        mc.status("is-green", "有效")


def test_the_word_of_a_state_comes_from_the_table_of_its_life() -> None:
    assert (
        render("{% life LIFE state %}", LIFE=LIFE, state="closed") == '<span class="mc-st is-off">停产</span>'
    )


def test_an_unknown_state_is_not_painted_over() -> None:
    with pytest.raises(KeyError):
        mc.life(LIFE, "gone")


def test_a_risk_class_is_a_tint_and_none_is_a_dash() -> None:
    assert render('{% risk "C" %}') == '<span class="mc-class is-c">C</span>'
    assert render('{% risk "" %}') == "—"


def test_what_a_register_holds_is_escaped() -> None:
    assert "<script>" not in render("{% status 'is-now' word %}", word="<script>")
    assert "<b>" not in render("{{ word|checknumber }}", word="<b>1")


def test_an_icon_comes_from_the_sprite_and_is_silent() -> None:
    assert render('{% icon "print" %}') == (
        '<svg class="mc-i" aria-hidden="true"><use href="/static/common/sprite.svg#print"></use></svg>'
    )


def test_a_closed_button_says_why_beside_it() -> None:
    closed = render('{% closed "送审" "还有1项不能报批。" name="submit" %}')
    assert 'aria-disabled="true" aria-describedby="why-submit"' in closed
    assert '<span class="mc-note" id="why-submit">还有1项不能报批。</span>' in closed


@pytest.mark.parametrize(("value", "shown"), [(1234, "1,234"), (0, "0"), (None, "—"), (1234567, "1,234,567")])
def test_numbers_have_commas(value: int | None, shown: str) -> None:
    assert mc.number(value) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(120, 3012, "3.98%"), (1, 3, "33.33%"), (0, 5, "0.00%"), (1, 0, "—"), (None, 5, "—"), (1, 800, "0.13%")],
)
def test_a_statistic_has_two_decimals(part: int | None, whole: int, shown: str) -> None:
    assert mc.percent(part, whole) == shown


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [
        (Decimal("0.05"), "5%"),
        (Fraction(3, 8), "37.5%"),
        (Decimal("1.00"), "100%"),
        (0.1, "10%"),
        (None, "—"),
    ],
)
def test_a_legal_ratio_is_written_as_in_the_law(ratio: Decimal | Fraction | float | None, shown: str) -> None:
    assert mc.percent(ratio) == shown


def test_dates_of_tables_and_of_prose() -> None:
    day = datetime.date(2026, 6, 5)
    assert (mc.hdate(day), mc.cdate(day)) == ("2026-06-05", "2026年6月5日")
    assert (mc.hdate(None), mc.cdate(None)) == ("—", "—")


def test_a_moment_is_shown_in_the_time_of_the_office() -> None:
    assert mc.hdate(NIGHT) == "2026-06-15 01:05"
    assert mc.cdate(NIGHT) == "2026年6月15日"


def test_a_check_number_is_read_in_ten_groups_of_four() -> None:
    shown = mc.checknumber("2930222108830535070615504198984940328862")
    assert shown.count("<span>") == 10
    assert "<span>2930</span> <span>2221</span>" in shown
    assert shown == mc.checknumber("2930 2221 0883 0535 0706 1550 4198 9849 4032 8862")


def test_a_field_ties_help_and_error_to_its_control() -> None:
    form = Entry({"town": "a"})
    shown = render('{% include "common/_field.html" with field=form.code %}', form=form)
    assert '<label for="id_code">代码</label>' in shown
    assert 'class="mc-input"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'aria-describedby="id_code_helptext id_code_error"' in shown
    assert 'id="id_code_helptext">18位' in shown
    assert '<div id="id_code_error"><p class="mc-error">请填写这一项。</p></div>' in shown


def test_every_kind_of_field_has_its_form() -> None:
    shown = render('{% include "common/_fields.html" %}', form=Entry())
    assert 'class="mc-select"' in shown
    assert '<fieldset class="mc-field is-set"' in shown
    assert '<label class="mc-choice" for="id_source_0"><input type="radio"' in shown
    assert '<div class="mc-field is-tick"><label for="id_sure"><input type="checkbox"' in shown
    assert shown.count("（选填）") == 1
    assert 'type="hidden"' in shown


def test_the_errors_of_a_form_stand_above_it_and_lead_to_the_fields() -> None:
    form = Entry({"code": "1", "source": "a", "sure": "on", "town": "x"})
    form.add_error(None, "两处不一致。")
    shown = render('{% include "common/_form_errors.html" %}', form=form)
    assert 'role="alert" tabindex="-1"' in shown
    assert "<p>两处不一致。</p>" in shown
    assert '<a href="#id_town">乡镇</a>' in shown
    assert "代码" not in shown
    assert render('{% include "common/_form_errors.html" %}', form=Entry()).strip() == ""
