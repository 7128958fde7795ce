"""Rules of papers: their kinds, and document numbers. Pure."""
