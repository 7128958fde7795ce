"""Pages of accounts: people, their roles, sections."""
