"""What ways of choosing settings are worth, on the digits, and how much of a best is luck."""
