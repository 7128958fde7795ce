"""The four things an import may say of a row, and the one of a record that no row names any more. Pure."""

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"
GONE = "gone"
