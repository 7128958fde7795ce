"""What people type about a result of one item."""

from collections.abc import Sequence
from typing import Any

from django import forms

from mingcha.inspections.rules.outcomes import FAMILIES, NATIONAL
from mingcha.inspections.services import OutcomeFacts


class ItemOutcomeForm(forms.Form):
    """A result, for which item, and what it stands for. Nothing is preset."""

    item_code = forms.ChoiceField(label="用于哪个事项")
    title = forms.CharField(label="结果名称", max_length=60, help_text="例如批合格、批不合格。")
    family = forms.ChoiceField(label="结果类别", choices=[("", "请选择"), *FAMILIES.items()])
    is_problem = forms.ChoiceField(
        label="算不算发现问题", choices=[("", "请选择"), ("yes", "属于发现问题"), ("no", "不属于发现问题")]
    )
    national = forms.ChoiceField(label="国家分类", choices=[("", "请选择"), *NATIONAL.items()])

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_code"].choices = [("", "请选择"), *items]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def facts(self) -> OutcomeFacts:
        """As the service takes it."""
        told = dict(self.cleaned_data)
        told["is_problem"] = told["is_problem"] == "yes"
        return OutcomeFacts(**told)
