"""What two spellings of one name, number or place have in common: the text as somebody sees it in passing,
with signs that are taken for each other made one. Equal looks are a question, never a merge. Pure."""

import re
import unicodedata

# Signs of a code that are read, typed and printed for each other.
TWINS = str.maketrans("OQILZSB", "0011258")
LEGAL_FORM = re.compile("有限责任公司|股份有限公司")
UPPER_PLACES = re.compile("^(?:[^省]{2,3}省)?(?:[^市]{2,3}市)?(?:[^县]{2,3}县)?")
WHOLE_PLACES = ("村", "镇", "乡", "县", "街道", "社区", "组", "境内")


def code_look(code: str) -> str:
    """A credit code, register or licence number without signs between, letters taken for the digits they
    resemble.

    >>> code_look("Ｃ13-0O1"), code_look("C130 001")
    ('C13001', 'C130001')
    >>> code_look("9113O624MA") == code_look("91130624ＭＡ")
    True
    """
    return _letters(code).translate(TWINS)


def name_look(name: str) -> str:
    """A name without brackets, spaces and punctuation, half-width, upper case, the legal form shortened.

    >>> name_look("阜平县松澜矿业（集团）有限责任公司。") == name_look("阜平县松澜矿业(集团) 有限公司")
    True
    """
    return LEGAL_FORM.sub("有限公司", _letters(name)).translate(TWINS)


def place_look(place: str) -> str:
    """A place without the county above it; "" for what names no more than a village, where many lie.

    >>> place_look("河北省保定市阜平县平阳镇试村东200米") == place_look("平阳镇试村东２００米")
    True
    >>> place_look("平阳镇试村")
    ''
    """
    text = UPPER_PLACES.sub("", _letters(place)).translate(TWINS)
    return "" if text.endswith(WHOLE_PLACES) else text


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(sign for sign in plain if sign.isalnum())
