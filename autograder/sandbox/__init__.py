"""Where a student's code runs: a child process that can compute, and can do nothing else."""
