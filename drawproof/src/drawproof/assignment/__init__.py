"""Assignment of inspectors to visits: plan, levels, draw, certificate (protocol section 6)."""
