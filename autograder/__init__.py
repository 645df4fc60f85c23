"""What an instructor runs: release, grade, feedback."""
