"""What a party says of a visit, and what the discipline people did about it."""

from django import forms

from mingcha.inspections.rules.feedback import ANSWERS
from mingcha.inspections.services import Complaint, Rating
from mingcha.inspections.services.take_feedback import CONTACT_LIMIT, WORDS_LIMIT


class RatingForm(forms.Form):
    """Two questions; nothing is chosen beforehand."""

    hindered = forms.ChoiceField(
        label="这次检查妨碍了正常经营吗", choices=list(ANSWERS.items()), widget=forms.RadioSelect
    )
    asked_for = forms.ChoiceField(
        label="检查人员索取、收受财物或者提出其他要求了吗",
        choices=list(ANSWERS.items()),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="想说的话",
        max_length=WORDS_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    @property
    def rating(self) -> Rating:
        """As the service takes it."""
        return Rating(**self.cleaned_data)


class ComplaintForm(forms.Form):
    """What happened."""

    words = forms.CharField(
        label="发生了什么",
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="时间、地点、谁、做了什么。",
    )
    contact = forms.CharField(
        label="怎样联系您",
        max_length=CONTACT_LIMIT,
        required=False,
        help_text="可以不填；不填的，处理结果无法告诉您。",
    )

    @property
    def complaint(self) -> Complaint:
        """As the service takes it."""
        return Complaint(**self.cleaned_data)


class ReplyForm(forms.Form):
    """How it was looked into."""

    words = forms.CharField(
        label="核实和处理情况", max_length=WORDS_LIMIT, widget=forms.Textarea(attrs={"rows": 4})
    )
    closes = forms.BooleanField(label="办结，不再核实", required=False)
