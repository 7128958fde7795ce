"""The papers of a sitting: what stands on each of them, and which there are."""
