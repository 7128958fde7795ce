"""Pages of the draw: staff, ceremony, callers, public."""
