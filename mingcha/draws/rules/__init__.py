"""What a draw is, without a database: public events, throws, committed files, words. Pure."""
