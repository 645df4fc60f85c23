"""What the remedies of chapter 03 are worth: each tried on the digits, with five seeds."""
