"""What chapter 10 says of its networks, measured over seeds."""
