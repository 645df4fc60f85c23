"""nbgrader for this course: `nbgrader` finds this file in the folder it is run from."""

from pathlib import Path

# nbgrader goes on without a settings file that fails; grading must not go on without ours.
try:
    from autograder.grading.nbgrader_bridge import converter
    from autograder.release import starter_code
except Exception as error:
    raise SystemExit(f"{__file__}: {error!r}; is the environment the course's?") from error

c = get_config()  # noqa: F821  # nbgrader puts it there

c.CourseDirectory.course_id = "seeing-with-kernels"
# source/, release/, submitted/, autograded/, feedback/ and gradebook.db, made from the chapters by
# `python -m autograder release course`; all of it derived or the students', none of it in git.
c.CourseDirectory.root = str(Path(__file__).resolve().parent / "course")

# Verdicts are taken outside the student's process, by every way in to nbgrader's autograding.
converter.install()

# Some answers start from code, which stands in place of nbgrader's stub.
c.GenerateAssignment.preprocessors = starter_code.release_preprocessors()

# The feedback page runs nothing and asks no other host for anything, whatever a student wrote.
c.GenerateFeedback.exporter_class = "autograder.reports.feedback_page.FeedbackExporter"

# A name with a comma in it stays in its column of the exported table.
c.ExportApp.plugin_class = "autograder.grading.nbgrader_bridge.export.QuotedCsv"

# A page is made anew each time: what it says changes with every regrade and every score by hand.
c.GenerateFeedback.force = True
