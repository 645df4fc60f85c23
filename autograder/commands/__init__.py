"""The command line: `python -m autograder release | collect | grade | doctor`."""
