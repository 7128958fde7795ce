"""The four things an import may say of a row. Pure."""

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"
