"""Pages of the law an office works by."""
