"""nbgrader for this course: `nbgrader` finds this file in the folder it is run from."""

from pathlib import Path

c = get_config()  # noqa: F821  # nbgrader puts it there

c.CourseDirectory.course_id = "seeing-with-kernels"
# source/, release/, submitted/, autograded/, feedback/ and gradebook.db, made from the chapters by
# `python -m autograder release course`; all of it derived or the students', none of it in git.
c.CourseDirectory.root = str(Path(__file__).resolve().parent / "course")

# A check prints a table and a counter-example, never more; a student's own prints are cut.
c.LimitOutput.max_lines = 1000

# A training cell takes at most 20 s on two slow cores; 60 s is a loop that never ends.
c.Execute.timeout = 60

# The verdict is taken inside the student's kernel here: good for feedback, no proof against
# forgery. The engine that takes it outside plugs in at two lists, from autograder.nbgrader_hooks:
# c.Autograde.sanitize_preprocessors and c.Autograde.autograde_preprocessors.
