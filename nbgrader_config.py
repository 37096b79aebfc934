"""nbgrader reads this file when it is started in this folder."""

import importlib.util
import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "cross-entropy"
c.CourseDirectory.solution_directory = "solutions"
c.Exchange.root = os.environ.get("NBGRADER_EXCHANGE", str(Path(__file__).parent / "exchange"))

# The one error a release may raise; the checks turn it into "… is not written yet".
c.ClearSolutions.code_stub = {"python": 'raise NotImplementedError("not written yet")'}

# release/ comes with the repository and is built by `make build`: an assignment has to be entered
# into a new gradebook all the same, where nbgrader would skip it because its release exists.
c.GenerateAssignment.force = True

# The marking scheme of a written question stands in a read-only cell above the answer cell, so
# that formgrader shows it there; nbgrader would otherwise allow it in task cells alone.
c.ClearMarkScheme.enforce_metadata = False

# Verdicts are made where student code never runs. The students' bundle has no grader: there,
# nbgrader's own commands grade plainly.
if importlib.util.find_spec("ce_grader"):
    from nbconvert.preprocessors import ClearMetadataPreprocessor
    from nbgrader import preprocessors as nbg

    from ce_grader.nbgrader_seams.converters import use_own_converters
    from ce_grader.nbgrader_seams.dates import refuse_unclear_times
    from ce_grader.nbgrader_seams.feedback import GetMarks, StudentView
    from ce_grader.nbgrader_seams.formgrader import guard_formgrader, page_settings
    from ce_grader.nbgrader_seams.header import with_quiz_header
    from ce_grader.nbgrader_seams.preprocessors import IsolatedExecute, IsolatedSaveAutoGrades
    from ce_grader.nbgrader_seams.strict import find_own_programs

    # Name and Student ID, before the quiz notebooks alone
    c.GenerateAssignment.preprocessors = with_quiz_header()
    c.QuizHeader.header = "source/header.ipynb"
    c.QuizHeader.assignments = ["04_binary", "05_hinge"]

    c.Autograde.exporter_class = "ce_grader.nbgrader_seams.exporter.AdmittingExporter"
    c.Autograde.autograde_preprocessors = [
        IsolatedExecute,
        nbg.IgnorePattern,
        ClearMetadataPreprocessor,
        nbg.LimitOutput,
        IsolatedSaveAutoGrades,
        nbg.AssignLatePenalties,
        nbg.CheckCellMetadata,
    ]
    c.ExchangeFactory.collect = "ce_grader.nbgrader_seams.collecting.Collect"
    c.ExchangeFactory.release_feedback = "ce_grader.nbgrader_seams.converters.ReleaseFeedback"
    c.GenerateFeedback.exporter_class = "ce_grader.nbgrader_seams.feedback.FeedbackExporter"
    c.GenerateFeedback.preprocessors = [GetMarks, StudentView]
    find_own_programs()
    use_own_converters()
    refuse_unclear_times()  # "23:59 EDT" would be off by four hours
    # grades.csv names the scores that are not final
    c.ExportApp.plugin_class = "ce_grader.nbgrader_seams.lms.WarningCsvExporter"
    # in formgrader, a student's text and files act in the instructor's own session
    guard_formgrader()
    c.HTMLExporter.update(page_settings())
    # without bubblewrap, student code could read the gradebook; on a Mac there is none to be had
    c.Isolated.sandbox = "required" if sys.platform == "linux" else "auto"
    # no cell of a solution takes more than two seconds
    c.Isolated.cell_seconds = 10
    c.Isolated.seed_variable = "CE_GRADING_SEED"  # hidden tests draw their inputs from it
    modules = ["numpy", "sympy", "matplotlib.pyplot", "ce_helpers.*"]
    c.Isolated.student_modules = c.Isolated.trusted_modules = modules
    c.Isolated.student_distributions = ["ce-course"]  # and what environment.yml names
    c.Isolated.student_packages = ["ce_helpers"]
    c.Isolated.hidden_packages = ["ce_helpers.reference"]
