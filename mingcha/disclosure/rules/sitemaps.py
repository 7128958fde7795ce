"""The list of pages that search engines read. Pure."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

SITEMAP = "sitemap.xml"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)


def sitemap(address: str, files: Iterable[str]) -> bytes:
    """Every page below the address at which the site is read; a folder by its name.

    >>> b"<loc>https://a.cn/gs/items/</loc>" in sitemap("https://a.cn/gs", ["items/index.html", "key.txt"])
    True
    """
    pages = sorted(path.removesuffix("index.html") for path in files if path.endswith(".html"))
    rows = (f"<url><loc>{escape(f'{address}/{page}')}</loc></url>\n" for page in pages)
    return f"{HEAD}{''.join(rows)}</urlset>\n".encode()
