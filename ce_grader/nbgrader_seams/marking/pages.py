"""Formgrader's pages and interface for marking one question across all students."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
from collections import Counter
from dataclasses import asdict
from typing import Any

from markupsafe import Markup
from nbgrader.api import MissingEntry
from nbgrader.server_extensions.formgrader import apihandlers, handlers
from nbgrader.server_extensions.formgrader.base import (
    BaseApiHandler,
    BaseHandler,
    check_notebook_dir,
    check_xsrf,
)
from tornado import web

from ce_grader.intake.page import piece_of_page
from ce_grader.nbgrader_seams.marking.answers import Answer, answers, submitted
from ce_grader.nbgrader_seams.marking.questions import (
    Question,
    cells_by_hand,
    progress,
    question_of,
)
from ce_grader.nbgrader_seams.marks import number

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.S)


class SubmissionsAndQuestions(handlers.GradebookNotebookSubmissionsHandler):
    """The list of a notebook's submissions, with a link to each question that waits."""

    @web.authenticated
    @check_xsrf
    @check_notebook_dir
    def get(self, assignment_id: str, notebook_id: str) -> None:
        """Write the page.

        Parameters
        ----------
        assignment_id, notebook_id : str
            Names.
        """
        self.gradebook.db.rollback()  # what another process has saved since
        cells = cells_by_hand(self.coursedir, assignment_id, notebook_id)
        marked = progress(self.gradebook, assignment_id, notebook_id) if cells else {}
        page = self.render(
            "submissions.html",
            assignment_id=assignment_id,
            notebook_id=notebook_id,
            base_url=self.base_url,
            questions=[(cell.name, *marked[cell.name]) for cell in cells],
        )
        self.write(page)


class QuestionPage(BaseHandler):
    """All answers to one question, with a box for the points and one for a comment."""

    @web.authenticated
    @check_xsrf
    @check_notebook_dir
    async def get(self, assignment_id: str, notebook_id: str, cell: str) -> None:
        """Write the page.

        Parameters
        ----------
        assignment_id, notebook_id, cell : str
            Names.
        """
        question = question_of(self.coursedir, assignment_id, notebook_id, cell)
        if question is None:
            raise web.HTTPError(404, f"no question that is marked by hand: {cell}")
        self.gradebook.db.rollback()  # what another process has saved since
        entries = submitted(self.gradebook, self.coursedir, assignment_id, notebook_id, cell)
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(None, answers, entries, cell, question.is_code)
        about = {
            "assignment_id": assignment_id,
            "notebook_id": notebook_id,
            "base_url": self.base_url,
            "question": question,
            "number": number,
            "asdict": asdict,
            **_pieces(question),
        }
        shell = self.render("question.html", **about, answers=[], comments=[])
        policy = f"{self.content_security_policy}; {_only_scripts_of(shell)}"
        self.set_header("Content-Security-Policy", policy)
        page = self.render("question.html", **about, answers=found, comments=_comments(found))
        self.write(page)


def _pieces(question: Question) -> dict[str, Markup]:
    model = f"```python\n{question.model}\n```" if question.is_code else question.model
    texts = {"asked": question.asked, "scheme": question.scheme, "model": model}
    return {name: Markup(piece_of_page(text)) for name, text in texts.items() if text}


def _comments(found: list[Answer]) -> list[str]:
    """Return what persons have written on this question, the most frequent first."""
    counts: Counter[str] = Counter()
    for answer in found:
        if answer.marks.manual_comment:
            counts[answer.marks.manual_comment] += len(answer.members)
    return [comment for comment, _ in counts.most_common()]


def _only_scripts_of(shell: str) -> str:
    """Return the policy that runs the scripts of the page without answers, and no others."""
    hashes = (hashlib.sha256(script.encode()).digest() for script in _SCRIPT.findall(shell))
    allowed = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes)
    return f"script-src 'self' {allowed}"


class ComparedGrade(apihandlers.GradeHandler):
    """Points are saved if they are still what the page shows that asks for it."""

    @web.authenticated
    @check_xsrf
    @check_notebook_dir
    def put(self, grade_id: str) -> None:
        """Save points.

        Parameters
        ----------
        grade_id : str
            The gradebook's.
        """
        fields = ("manual_score", "extra_credit")
        if not _is_overtaken(self, self.gradebook.find_grade_by_id, grade_id, fields):
            super().put(grade_id)


class ComparedComment(apihandlers.CommentHandler):
    """A comment is saved if it is still what the page shows that asks for it."""

    @web.authenticated
    @check_xsrf
    @check_notebook_dir
    def put(self, comment_id: str) -> None:
        """Save a comment.

        Parameters
        ----------
        comment_id : str
            The gradebook's.
        """
        find = self.gradebook.find_comment_by_id
        if not _is_overtaken(self, find, comment_id, ("manual_comment",)):
            super().put(comment_id)


def _is_overtaken(handler: BaseApiHandler, find: Any, key: str, fields: tuple[str, ...]) -> bool:
    """Return whether another person has saved something since, and answer with it if so.

    formgrader's own page does not say what it shows, and saves as ever.
    """
    was = handler.get_json_body().get("was")
    handler.gradebook.db.rollback()  # what another process has saved since
    try:
        entry = find(key)
    except MissingEntry as error:
        raise web.HTTPError(404) from error
    now = {field: getattr(entry, field) for field in fields}
    if was is None or was == now:
        return False
    handler.set_status(409)
    handler.write(entry.to_dict())
    return True


#: Before formgrader's own.
PAGES = [(r"/formgrader/gradebook/([^/]+)/([^/]+)/([^/]+)/?", QuestionPage)]
#: In place of formgrader's own.
GUARDED = {
    handlers.GradebookNotebookSubmissionsHandler: SubmissionsAndQuestions,
    apihandlers.GradeHandler: ComparedGrade,
    apihandlers.CommentHandler: ComparedComment,
}
