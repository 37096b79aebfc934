"""`hub-check` names what a hub lacks; the hub is a stand-in, the real one is in tests/hub."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ce_grader.run import hub
from ce_grader.run.hub import Hub, HubCheckApp
from tests.course import empty_gradebook

COURSE, ACCOUNT = "cross-entropy", "grader-ce"
WHOLE: dict[str, Any] = {
    f"GET groups/nbgrader-{COURSE}": {"users": ["ana"]},
    f"GET groups/formgrade-{COURSE}": {"users": [ACCOUNT, "ines"]},
    f"GET users/{ACCOUNT}": {"groups": [f"formgrade-{COURSE}"]},
    f"POST users/{ACCOUNT}/tokens": {"token": "short-lived"},
    "GET user": {
        "scopes": [
            f"access:services!service={COURSE}", "list:services", "read:services!service=x"
        ]
    },
}  # fmt: skip
#: What another hub answers, None for a refusal, and a word of the sentence that names it.
FLAWS: list[tuple[str, Any, str]] = [
    (f"GET groups/nbgrader-{COURSE}", {"users": []}, "nobody takes the course"),
    (f"GET groups/formgrade-{COURSE}", None, f"read:groups!group=formgrade-{COURSE}"),
    (f"GET users/{ACCOUNT}", None, f"read:users:groups!user={ACCOUNT}"),
    (f"GET users/{ACCOUNT}", {"groups": []}, "look like drafts"),
    (f"POST users/{ACCOUNT}/tokens", None, f"tokens!user={ACCOUNT}"),
    ("GET user", {"scopes": ["list:services", "read:services"]}, "closed to instructors"),
    (
        "GET user",
        {"scopes": [f"access:services!service={COURSE}", "read:services"]},
        "need the scope list:services",
    ),
]


class _Answers(BaseHTTPRequestHandler):
    given: dict[str, Any]

    def _answer(self) -> None:
        found = self.given.get(f"{self.command} {self.path.removeprefix('/')}")
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(403 if found is None else 200)
        self.end_headers()
        self.wfile.write(json.dumps(found).encode())

    do_GET = do_POST = _answer  # noqa: N815

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """A hub on which nothing is missing; a test may change what it answers."""
    given = dict(WHOLE)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (_Answers,), {"given": given}))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    monkeypatch.setenv("JUPYTERHUB_API_URL", f"http://127.0.0.1:{server.server_port}")
    for name, value in (
        ("API_TOKEN", "of-the-service"), ("USER", ACCOUNT),
        ("SERVICE_NAME", COURSE), ("SERVICE_URL", "http://127.0.0.1:9001"),
    ):  # fmt: skip
        monkeypatch.setenv(f"JUPYTERHUB_{name}", value)
    yield given
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("asked", "answer", "words"), FLAWS)
def test_each_thing_that_roles_or_groups_lack_is_named(
    answers: dict[str, Any], asked: str, answer: Any, words: str
) -> None:
    """One sentence, that names the scope or the group."""
    assert list(Hub(COURSE).missing()) == []
    answers[asked] = answer
    (sentence,) = Hub(COURSE).missing()
    assert words in sentence


class Machine:
    """A folder with a course, an exchange and the machine's own configuration."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.exchange, self.etc, self.course = (
            folder / name for name in ("exchange", "etc", "course")
        )
        for made in (self.exchange, self.etc, self.course):
            made.mkdir()
        self.exchange.chmod(0o777)
        self.course.chmod(0o700)
        self.system = f"c.Exchange.root = {str(self.exchange)!r}\n"
        (self.course / "gradebook.db").write_bytes(empty_gradebook())
        self.settings = {
            "CourseDirectory": {"course_id": COURSE, "root": str(self.course)},
            "Exchange": {"root": str(self.exchange), "path_includes_course": True},
            "Authenticator": {"plugin_class": "nbgrader.auth.JupyterHubAuthPlugin"},
        }
        monkeypatch.chdir(self.course)
        monkeypatch.setattr(hub, "SYSTEM_CONFIG_PATH", [str(self.etc)])

    def check(self) -> int:
        """Run the command; return its exit code."""
        (self.etc / "nbgrader_config.py").write_text(self.system)
        app = HubCheckApp()
        app.update_config(type(app.config)(self.settings))
        app.load_config_file = lambda **_: None
        with pytest.raises(SystemExit) as ended:
            app.initialize([])
            app.start()
        return int(str(ended.value.code))


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine on which nothing is missing."""
    return Machine(tmp_path, monkeypatch)


def _closed(machine: Machine) -> None:
    machine.exchange.chmod(0o755)


def _elsewhere(machine: Machine) -> None:
    machine.system = "c.Exchange.root = '/elsewhere'\n"


def _one_course(machine: Machine) -> None:
    machine.system += "c.CourseDirectory.course_id = 'cross-entropy'\n"


def _colliding(machine: Machine) -> None:
    machine.settings["Exchange"]["path_includes_course"] = False


def _no_groups(machine: Machine) -> None:
    del machine.settings["Authenticator"]


@pytest.mark.parametrize(
    ("flaw", "words"),
    [
        (_closed, "install -d -m 777"),
        (_elsewhere, "students' servers look elsewhere"),
        (_one_course, "has a course_id"),
        (_colliding, "path_includes_course is off"),
        (_no_groups, "groups do not count"),
    ],
)
def test_each_flaw_on_the_disk_is_named(
    answers: dict[str, Any],
    machine: Machine,
    capsys: pytest.CaptureFixture[str],
    flaw: Any,
    words: str,
) -> None:
    """And nothing, where there is none."""
    assert machine.check() == 0 and "nothing is missing" in capsys.readouterr().out
    flaw(machine)
    assert machine.check() == 1
    assert words in " ".join(capsys.readouterr().out.split())


def test_outside_the_hub_it_says_where_it_is_to_be_run(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    """The hub gives a service what it needs to ask; another terminal has nothing of it."""
    assert machine.check() == 2
    assert "in a terminal of its formgrader" in " ".join(capsys.readouterr().out.split())
