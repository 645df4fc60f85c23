"""Speed, measured beside a named peer in the same run. Nothing imports this package."""
