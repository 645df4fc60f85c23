"""The command line: `python -m autograder release | grade | doctor`."""
