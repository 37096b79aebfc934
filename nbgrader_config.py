"""nbgrader reads this file when it is started in this folder."""

import importlib.util
import os

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "cross-entropy"
c.CourseDirectory.solution_directory = "solutions"
# Without the variable, the machine's own nbgrader_config.py names the exchange (deploy/jupyterhub):
# what stands here would win over it, and a release would go where no student looks.
if "NBGRADER_EXCHANGE" in os.environ:
    c.Exchange.root = os.environ["NBGRADER_EXCHANGE"]

# The one error a release may raise; the checks turn it into "… is not written yet".
c.ClearSolutions.code_stub = {
    "python": '# Your answer\nraise NotImplementedError("not written yet")',
}

# release/ comes with the repository and is built by `make build`: an assignment has to be entered
# into a new gradebook all the same, where nbgrader would skip it because its release exists.
c.GenerateAssignment.force = True

# The marking scheme of a written question stands in a read-only cell above the answer cell, so
# that formgrader shows it there; nbgrader would otherwise allow it in task cells alone.
c.ClearMarkScheme.enforce_metadata = False

# Verdicts are made where student code never runs. The students' bundle has no grader: there,
# nbgrader's own commands grade plainly.
if importlib.util.find_spec("ce_grader"):
    from ce_grader.nbgrader_seams.header import with_quiz_header
    from ce_grader.nbgrader_seams.isolated import isolate

    isolate(c)

    # Name and Student ID, before the quiz notebooks alone
    c.GenerateAssignment.preprocessors = with_quiz_header()
    c.QuizHeader.header = "source/header.ipynb"
    c.QuizHeader.assignments = ["04_binary", "05_hinge"]

    # no cell of a solution takes more than two seconds
    c.Isolated.cell_seconds = 10
    c.Isolated.seed_variable = "CE_GRADING_SEED"  # hidden tests draw their inputs from it
    modules = ["numpy", "sympy", "matplotlib.pyplot", "ce_helpers.*"]
    c.Isolated.student_modules = c.Isolated.trusted_modules = modules
    c.Isolated.student_distributions = ["ce-course"]  # and what environment.yml names
    c.Isolated.student_packages = ["ce_helpers"]
    c.Isolated.hidden_packages = ["ce_helpers.reference"]
    c.Isolated.drawing_modules = ["ce_helpers.*.plots", "ce_helpers.plots.*"]
