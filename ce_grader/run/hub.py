"""The command `hub-check`: what a JupyterHub lacks for the course that it is asked from."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import requests
from jupyter_core.paths import SYSTEM_CONFIG_PATH
from nbgrader.api import Gradebook
from nbgrader.apps.baseapp import NbGrader
from nbgrader.auth import JupyterHubAuthPlugin
from nbgrader.exchange.default import Exchange
from traitlets.config import Config, PyFileConfigLoader

from ce_grader.nbgrader_seams.troubles import Trouble, in_a_sentence
from ce_grader.run.closed import open_to_others
from ce_grader.run.progress import make_console

_GIVEN = ("JUPYTERHUB_API_URL", "JUPYTERHUB_API_TOKEN", "JUPYTERHUB_SERVICE_URL", "JUPYTERHUB_USER")
_FILE = "nbgrader_config.py"
_PATIENCE = 30  # seconds for an answer


class HubCheckApp(NbGrader):
    """Say what the hub lacks for this course."""

    name = "ce_grader-hub-check"
    description = "Say what a JupyterHub lacks for this course"
    examples = """
        In a terminal of the course's formgrader on the hub, that is JupyterLab at
        /services/COURSE/lab, in the course's folder:

            python -m ce_grader hub-check
    """

    def start(self) -> None:
        """Print what is missing; the exit code is 1 if anything is, 2 if nothing can be said."""
        super().start()
        console = make_console()
        course = self.coursedir.course_id
        if not course or not all(os.environ.get(name) for name in _GIVEN):
            console.print(
                "ce_grader: run this in the folder of a course that has a course_id, in a terminal "
                "of its formgrader on the hub (JupyterLab at /services/COURSE/lab)",
                markup=False,
            )
            sys.exit(2)
        hub = Hub(course)
        try:
            with in_a_sentence():
                missing = [*self._on_disk(), *hub.missing(), *self._without_group(hub)]
        except (Trouble, requests.RequestException) as error:
            console.print(f"ce_grader: the hub cannot be asked: {error}", markup=False)
            sys.exit(2)
        for sentence in missing or [f"{course}: nothing is missing"]:
            console.print(sentence, markup=False)
        sys.exit(1 if missing else 0)

    def _on_disk(self) -> Iterator[str]:
        """Yield what is wrong with the folders and their configuration."""
        exchange = Exchange(coursedir=self.coursedir, parent=self)
        root = Path(exchange.root)
        if not root.is_dir() or stat.S_IMODE(root.stat().st_mode) & 0o777 != 0o777:
            yield f"the exchange is not there, or not writable for all: install -d -m 777 {root}"
        if not exchange.path_includes_course:
            yield "c.Exchange.path_includes_course is off: assignments of two courses would collide"
        if self.authenticator.plugin_class is not JupyterHubAuthPlugin:
            yield "c.Authenticator.plugin_class is not JupyterHubAuthPlugin: groups do not count"
        system = _system_configuration()
        if str(system.Exchange.get("root", "")) != str(root):
            yield (
                f"{SYSTEM_CONFIG_PATH[-1]}/{_FILE} does not name {root}: students' servers look "
                "elsewhere; set c.Exchange.root there, and neither in the course nor in "
                "NBGRADER_EXCHANGE"
            )
        if "course_id" in system.CourseDirectory:
            yield "the system's configuration has a course_id: students would see that course alone"
        if sentence := open_to_others(self.coursedir, self):
            yield sentence

    def _without_group(self, hub: Hub) -> Iterator[str]:
        """Yield who is in the gradebook, and may not fetch anything."""
        course = self.coursedir.course_id
        with Gradebook(self.coursedir.db_url, course) as gradebook:
            entered = {student.id for student in gradebook.students}
        if without := sorted(entered - set(hub.members(f"nbgrader-{course}"))):
            yield f"in the gradebook, but not in the group nbgrader-{course}: {', '.join(without)}"


def _system_configuration() -> Config:
    """Return what holds for every account of the machine."""
    config = Config()
    for folder in reversed(SYSTEM_CONFIG_PATH):
        if Path(folder, _FILE).is_file():
            config.merge(PyFileConfigLoader(_FILE, path=folder).load_config())
    return config


class Hub:
    """The hub's API, asked as a course's service with what the hub gave to its environment.

    Parameters
    ----------
    course : str
        The course_id.
    """

    def __init__(self, course: str) -> None:
        self._course = course
        self._account = os.environ["JUPYTERHUB_USER"]

    def _ask(self, path: str, token: str = "", **body: Any) -> requests.Response:
        url = f"{os.environ['JUPYTERHUB_API_URL']}/{path}"
        headers = {"Authorization": f"token {token or os.environ['JUPYTERHUB_API_TOKEN']}"}
        method = "POST" if body else "GET"
        return requests.request(method, url, headers=headers, json=body or None, timeout=_PATIENCE)

    def members(self, group: str) -> list[str]:
        """Return who is in a group.

        Parameters
        ----------
        group : str
            Its name.

        Returns
        -------
        list of str
            Empty where it is not there, or may not be looked into.
        """
        answer = self._ask(f"groups/{group}")
        return list(answer.json()["users"]) if answer.ok else []

    def missing(self) -> Iterator[str]:
        """Yield what roles and groups lack.

        Yields
        ------
        str
            A sentence with what to do.
        """
        if os.environ.get("JUPYTERHUB_SERVICE_NAME") != self._course:
            yield f"the service is not named {self._course}, as the course_id is"
        for group, who in (("nbgrader", "takes"), ("formgrade", "teaches")):
            if not self.members(f"{group}-{self._course}"):
                yield (
                    f"nobody {who} the course, or the service may not see who: it needs the scope "
                    f"read:groups!group={group}-{self._course}"
                )
        yield from self._of_account()
        yield from self._of_instructors()

    def _of_account(self) -> Iterator[str]:
        """Yield what keeps formgrader from knowing its course."""
        answer = self._ask(f"users/{self._account}")
        if not answer.ok:
            yield (
                f"formgrader will answer 500: {self._account} has to be a user of the hub, and the "
                f"service needs the scope read:users:groups!user={self._account}"
            )
        elif f"formgrade-{self._course}" not in answer.json().get("groups", []):
            yield (
                f"released assignments look like drafts: add {self._account} to the group "
                f"formgrade-{self._course}"
            )

    def _of_instructors(self) -> Iterator[str]:
        """Yield what an instructor may not do; the account is one, and gets a short-lived token."""
        answer = self._ask(f"users/{self._account}/tokens", expires_in=60, note="hub-check")
        if not answer.ok:
            yield f"the service needs the scope tokens!user={self._account} to look further"
            return
        scopes = self._ask("user", token=answer.json()["token"]).json()["scopes"]
        if f"access:services!service={self._course}" not in scopes:
            yield (
                f"formgrader is closed to instructors: give the group formgrade-{self._course} a "
                f"role with the scope access:services!service={self._course}"
            )
        for scope in ("list:services", "read:services"):
            if not any(found.partition("!")[0] == scope for found in scopes):
                yield f"Course List fails: the roles user and server need the scope {scope}"
