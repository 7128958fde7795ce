"""What the registers know without a database: words of columns and of qualifications. Pure."""
