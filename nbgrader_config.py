"""nbgrader reads this file when it is started in this folder."""

from tools.header import HEADER, with_quiz_header

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "cross-entropy"
c.CourseDirectory.solution_directory = "solutions"

# The one error a release may raise; the checks turn it into "… is not written yet".
c.ClearSolutions.code_stub = {"python": 'raise NotImplementedError("not written yet")'}

# Name and Student ID, before the quiz notebooks alone (QuizHeader.assignments lists them).
c.GenerateAssignment.preprocessors = with_quiz_header()
c.QuizHeader.header = HEADER

# The marking scheme of a written question stands in a read-only cell above the answer cell, so
# that formgrader shows it there; nbgrader would otherwise allow it in task cells alone.
c.ClearMarkScheme.enforce_metadata = False
