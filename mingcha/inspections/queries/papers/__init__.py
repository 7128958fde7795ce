"""Papers of a visit: what stands on each, which there are, who may read them."""
