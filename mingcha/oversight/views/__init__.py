"""Pages of oversight: the ledger and its examination."""
