"""What a campaign is, counted and examined without a database. Pure."""
