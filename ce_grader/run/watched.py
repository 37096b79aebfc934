"""What `watch` has done for each submission, kept in the course, and what its policy lets it do."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from traitlets import Bool, Enum, Float, Integer
from traitlets.config import LoggingConfigurable

from ce_grader.intake.earlier import read_earlier
from ce_grader.intake.submissions import Submission

_FILE = ".watched.json"


class Watch(LoggingConfigurable):
    """Settings of `python -m ce_grader watch`."""

    attempts_a_day = Integer(
        0,
        min=0,
        help="How many submissions of a student to an assignment are graded in a day (UTC); what "
        "is more waits for the next day. 0 sets no limit.",
    ).tag(config=True)
    feedback = Enum(
        ["at once", "after the due date"],
        "at once",
        help="When feedback is released; a student's extension counts.",
    ).tag(config=True)
    seconds = Float(2.0, min=0.1, help="Time between two looks at the folders.").tag(config=True)
    once = Bool(False, help="Whether to look once and end, as for cron.").tag(config=True)


class Watched:
    """A small file that says what was graded and shown; killed at any moment it is whole.

    Parameters
    ----------
    coursedir : CourseDirectory
        The course.
    policy : Watch
        The settings.
    """

    def __init__(self, coursedir: CourseDirectory, policy: Watch) -> None:
        self._coursedir, self._policy = coursedir, policy
        self._path = Path(coursedir.root, _FILE)
        text = self._path.read_text(encoding="utf-8") if self._path.exists() else "{}"
        self._done: dict[str, dict[str, Any]] = json.loads(text)

    def reason_to_wait(self, submission: Submission) -> str:
        """Return why a new submission is not graded now.

        Parameters
        ----------
        submission : Submission
            One that has not been graded.

        Returns
        -------
        str
            Empty if it is.
        """
        done, most = self._of(submission), self._policy.attempts_a_day
        if most and done.get("day") == _today() and done["count"] >= most:
            return f"waits for tomorrow: {most} were graded today"
        if self._marked_by_hand(submission):
            return (
                "is left alone: the earlier one was marked by hand; grade this one with: "
                f"python -m ce_grader autograde {submission.assignment} "
                f"--student {submission.student}"
            )
        return ""

    def graded(self, submissions: Iterable[Submission]) -> None:
        """Count what was graded.

        Parameters
        ----------
        submissions : iterable of Submission
            Those of one round.
        """
        for submission in submissions:
            done = self._of(submission)
            count = done.get("count", 0) if done.get("day") == _today() else 0
            self._done[str(submission)] = {**done, "day": _today(), "count": count + 1}
        self._save()

    def may_be_shown(self, submission: Submission) -> bool:
        """Return whether the feedback of a submission is to be released now.

        Parameters
        ----------
        submission : Submission
            Any.

        Returns
        -------
        bool
            False if what was graded of it was shown before, or before the due date where that has
            to pass.
        """
        digest = _graded_digest(submission)
        if not digest or self._of(submission).get("shown") == digest:
            return False
        if self._policy.feedback == "after the due date" and not self._is_over(submission):
            return False
        return not self._marked_by_hand(submission)

    def shown(self, submission: Submission) -> None:
        """Note that the feedback of a submission was released.

        Parameters
        ----------
        submission : Submission
            As it was graded last.
        """
        shown = {"shown": _graded_digest(submission)}
        self._done[str(submission)] = {**self._of(submission), **shown}
        self._save()

    def _of(self, submission: Submission) -> dict[str, Any]:
        return self._done.get(str(submission), {})

    def _save(self) -> None:
        aside = self._path.with_name(f"{_FILE}.new")
        aside.write_text(json.dumps(self._done, indent=1), encoding="utf-8")
        os.replace(aside, self._path)

    def _marked_by_hand(self, submission: Submission) -> bool:
        with Gradebook(self._coursedir.db_url, self._coursedir.course_id) as gradebook:
            try:
                entry = gradebook.find_submission(submission.assignment, submission.student)
            except MissingEntry:
                return False
            grades = (grade for notebook in entry.notebooks for grade in notebook.grades)
            return any(grade.manual_score is not None for grade in grades)

    def _is_over(self, submission: Submission) -> bool:
        with Gradebook(self._coursedir.db_url, self._coursedir.course_id) as gradebook:
            due = gradebook.find_submission(submission.assignment, submission.student).duedate
            return due is None or due < datetime.now(UTC).replace(tzinfo=None)


def _graded_digest(submission: Submission) -> str:
    """Return the digest of what was graded, which may be older than what is handed in now."""
    notebooks = sorted(submission.graded.glob("*.ipynb"))
    return next((found for one in notebooks if (found := read_earlier(one).digest)), "")


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
