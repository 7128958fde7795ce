"""Reading across all rooms: the home page of each role, and the ledger."""
