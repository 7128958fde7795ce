"""Reading of papers and numbers."""
