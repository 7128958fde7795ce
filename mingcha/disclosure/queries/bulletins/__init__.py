"""Bulletins: what a round came to, how far its bulletin is, what stands on it."""
