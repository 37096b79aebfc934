"""Everything that has a course graded isolated, in one line of its `nbgrader_config.py`."""

from __future__ import annotations

import sys
from pathlib import Path

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader import preprocessors as nbg
from traitlets.config import Config

from ce_grader.nbgrader_seams.converters import use_own_converters
from ce_grader.nbgrader_seams.dates import refuse_unclear_times
from ce_grader.nbgrader_seams.feedback import GetMarks, StudentView
from ce_grader.nbgrader_seams.formgrader import guard_formgrader, page_settings
from ce_grader.nbgrader_seams.preprocessors import IsolatedExecute, IsolatedSaveAutoGrades
from ce_grader.nbgrader_seams.strict import find_own_programs, refuse_misread_path


def isolate(c: Config) -> None:
    """Have nbgrader's commands and formgrader make verdicts where student code never runs.

    Parameters
    ----------
    c : Config
        The course's configuration, as `get_config()` returns it; what is set afterwards holds.

    Raises
    ------
    ce_grader.nbgrader_seams.strict.BadConfiguration
        If nbgrader would misread the path of the folder.
    """
    refuse_misread_path(Path.cwd())
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
