"""Pages of the item list."""
