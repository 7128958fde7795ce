"""QR codes (ISO/IEC 18004) as drawings within the page: no image is fetched, no inline style is needed."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe

LEVEL = "m"  # a fifteenth of it may be hidden
BORDER = 4  # the quiet zone that the standard asks for


def qr_svg(text: str, label: str) -> SafeString:
    """The code of `text`, black on white, with `label` as its title for whoever cannot see it."""
    stream = io.BytesIO()
    code = segno.make(text, error=LEVEL, micro=False, boost_error=False)
    code.save(
        stream, kind="svg", xmldecl=False, nl=False, omitsize=True, border=BORDER, light="#fff", title=label
    )
    return mark_safe(stream.getvalue().decode())
