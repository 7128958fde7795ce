"""A page with a heading and a few words, where the demo needs a file that somebody could open."""

from typing import Literal

import typst

PAGE = """#set page(width: 16cm, height: auto, margin: 1cm)
#set text(font: ("Noto Sans CJK SC", "Source Han Sans SC"), size: 11pt)
= {title}
{words}
"""


def sheet(title: str, words: str, kind: Literal["pdf", "png"]) -> bytes:
    made = typst.compile(PAGE.format(title=title, words=words).encode(), format=kind, ppi=96)
    if not isinstance(made, bytes):
        raise TypeError("not one page")
    return made
