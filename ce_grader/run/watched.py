"""What `watch` has done for each submission, kept in the course, and what its policy lets it do."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.api import Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from traitlets import Bool, Enum, Float, Integer
from traitlets.config import LoggingConfigurable

from ce_grader.intake.submissions import Submission
from ce_grader.nbgrader_seams.marks import EVERYTHING, TOLD

_FILE = ".watched.json"
_NOTHING = "nothing"
_Key = tuple[str, str]  # an assignment and a student


class Watch(LoggingConfigurable):
    """Settings of `python -m ce_grader watch`."""

    attempts_a_day = Integer(
        0,
        min=0,
        help="How many submissions of a student to an assignment are graded in a day (UTC); what "
        "is more waits for the next day. 0 sets no limit.",
    ).tag(config=True)
    before_due_date = Enum(
        [*TOLD, _NOTHING],
        EVERYTHING,
        help="What feedback tells before the due date, which an extension moves: everything, the "
        "checks' sentences without points, what the visible checks said alone, or nothing, which "
        "releases none. Everything is released once it has passed.",
    ).tag(config=True)
    seconds = Float(1.0, min=0.1, help="Time between two looks at the folders.").tag(config=True)
    once = Bool(False, help="Whether to look once and end, as for cron.").tag(config=True)


class Watched:
    """A small file that says what was graded and told; killed at any moment it is whole.

    What the gradebook says is read once, when it is first asked for.

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
        if _key(submission) in self._marked_by_hand:
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

    def to_tell(self, submission: Submission) -> str:
        """Return what new feedback of a submission tells now.

        Parameters
        ----------
        submission : Submission
            Any.

        Returns
        -------
        str
            Empty if that was told before, or nothing is to be told.
        """
        told, when = self._of(submission).get("told"), _when_graded(submission)
        if not when or told == [when, EVERYTHING]:
            return ""
        tells = self._policy.before_due_date
        if tells != EVERYTHING and _key(submission) not in self._still_due:
            tells = EVERYTHING
        if tells == _NOTHING or told == [when, tells] or _key(submission) in self._marked_by_hand:
            return ""
        return str(tells)

    def told(self, submission: Submission, tells: str) -> None:
        """Note that the feedback of a submission was released.

        Parameters
        ----------
        submission : Submission
            As it was graded last.
        tells : str
            What it told.
        """
        told = {"told": [_when_graded(submission), tells]}
        self._done[str(submission)] = {**self._of(submission), **told}
        self._save()

    def tell_again(self, submissions: Iterable[Submission]) -> None:
        """Forget that feedback was released, as it no longer fits.

        Parameters
        ----------
        submissions : iterable of Submission
            Whose penalty has changed.
        """
        for submission in submissions:
            self._of(submission).pop("told", None)
        self._save()

    def _of(self, submission: Submission) -> dict[str, Any]:
        return self._done.get(str(submission), {})

    def _save(self) -> None:
        aside = self._path.with_name(f"{_FILE}.new")
        aside.write_text(json.dumps(self._done, indent=1), encoding="utf-8")
        os.replace(aside, self._path)

    @cached_property
    def _marked_by_hand(self) -> set[_Key]:
        """Whose submissions a person has given points."""
        with Gradebook(self._coursedir.db_url, self._coursedir.course_id) as gradebook:
            query = gradebook.db.query(SubmittedAssignment).join(SubmittedNotebook).join(Grade)
            marked = query.filter(Grade.manual_score.isnot(None))
            return {(entry.name, entry.student_id) for entry in marked}

    @cached_property
    def _still_due(self) -> set[_Key]:
        """Whose due date is still to come; without one it never is."""
        now = datetime.now(UTC).replace(tzinfo=None)
        with Gradebook(self._coursedir.db_url, self._coursedir.course_id) as gradebook:
            entries = gradebook.db.query(SubmittedAssignment)
            return {(e.name, e.student_id) for e in entries if e.duedate and e.duedate >= now}


def _key(submission: Submission) -> _Key:
    return submission.assignment, submission.student


def _when_graded(submission: Submission) -> int:
    """Return when the graded folder was written, which is done anew each time; 0 for never."""
    try:
        return submission.graded.stat().st_mtime_ns
    except OSError:
        return 0


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
