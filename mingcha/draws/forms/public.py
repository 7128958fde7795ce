"""What the public types in."""

from django import forms


class PublicKeysForm(forms.Form):
    """Keys that a visitor holds from elsewhere, one a line."""

    keys = forms.CharField(
        label="公钥",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="每行一个。见证公钥请从见证单位抄，不从本站取。",
    )

    def lines(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["keys"].splitlines() if line.strip()]
