"""Canonical forms: one byte string for one meaning, and readers that refuse every other (section 2)."""
