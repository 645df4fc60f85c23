"""What a student imports: checks, figures, data and living figures."""
