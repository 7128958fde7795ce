"""What a platform of a superior body drew: its three lists, and what is wrong with them. Pure."""
