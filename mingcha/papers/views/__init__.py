"""Pages of papers: document numbers, templates."""
