"""Every list of the product can be taken away as a workbook, filtered as it is shown."""

import re

from tests.architecture.source import ROOT, shown

# Tables of all there is, which need no pager.
WITHOUT_PAGER = {"item_lists.html", "upkeep_list.html"}
# Not lists of records: the reading of one import, a sitting's own page, what the public sees.
NO_EXPORT = {"import_preview.html", "public_draws.html", "companies.html", "records.html"}


def test_a_page_of_a_pager_offers_its_rows_as_a_workbook() -> None:
    missing = [
        shown(path)
        for path in sorted((ROOT / "mingcha").rglob("templates/*/*.html"))
        if path.name not in NO_EXPORT and not path.name.startswith("_")
        if '"common/_pager.html"' in (text := path.read_text(encoding="utf-8")) or path.name in WITHOUT_PAGER
        if not re.search(r"导出Excel", text)
    ]
    assert missing == []
