"""A real JupyterHub from the files of deploy/jupyterhub: two students, an instructor, two courses.

Everything is done as the folder's README prints it. The tests are one story and run in this order.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import Lab, chromium, new_page, picture, press
from tests.documented import blocks
from tests.hub.machine import Machine
from tests.run.small import NAME, WRONG, SmallCourse, notebook
from tools.build import ROOT, write_notebook
from tools.bundle import write_bundle

DEPLOY = ROOT / "deploy" / "jupyterhub"
ADDRESS = "http://127.0.0.1:8000"
COURSE, OTHER = "cross-entropy", "linear-models"
ACCOUNT, FOLDER = "grader-ce", "/home/grader-ce/cross-entropy"
PASSWORD = "a long one, as typed"
NBGRADER = "/opt/ce-course/.venv/bin/nbgrader"
LONG = 300_000  # milliseconds, for what the hub starts on a busy machine

pytestmark = [
    pytest.mark.hub,
    pytest.mark.browser,
    pytest.mark.sandbox,
    pytest.mark.slow,
    pytest.mark.timeout(900),
]


def as_printed(text: str) -> list[str]:
    """Return the README's blocks that are run before somebody logs in, for a text of the course."""
    found = [block.text for block in blocks(DEPLOY / "README.md") if not block.reason]
    return [block for block in found if text in block and "hub-check" not in block]


def type_in(machine: Machine, commands: str) -> None:
    """Type commands into root's shell in the repository; a password is asked for twice."""
    line = machine.command("bash", "-ec", commands, folder=str(ROOT))
    typed = f"{PASSWORD}\n" * 2 * commands.count("passwd ")
    result = subprocess.run(line, input=typed, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def own_course(machine: Machine, made: Path, folder: str, account: str) -> None:
    """Give a course to its account, where the README has it cloned."""
    machine.run("cp", "-r", str(made), folder)
    machine.run("ln", "-s", str(ROOT / ".venv"), f"{folder}/.venv")
    machine.run("sed", "-i", "/db_url/d", f"{folder}/nbgrader_config.py")
    machine.run("chown", "-hR", f"{account}:{account}", folder)
    machine.run("chmod", "700", folder)


def add_second_course(machine: Machine, made: Path) -> None:
    """Do what the README says of a second course."""
    (accounts,) = as_printed("groupadd")
    type_in(machine, accounts.replace(COURSE, OTHER).replace("grader-ce", "grader-lm"))
    folder = f"/home/grader-lm/{OTHER}"
    own_course(machine, made, folder, "grader-lm")
    machine.run("sed", "-i", f's/"{COURSE}"/"{OTHER}"/', f"{folder}/nbgrader_config.py")
    table = f'\n[{OTHER}]\naccount = "grader-lm"\nfolder = "{folder}"\nport = 9002\n'
    type_in(machine, f"cat >> /etc/jupyterhub/courses.toml <<'END'{table}END")


def unit(name: str) -> str:
    """Return a line of the systemd unit."""
    (found,) = re.findall(rf"^{name}=(.*)$", (DEPLOY / "jupyterhub.service").read_text(), re.M)
    return str(found)


def wait_for_login(machine: Machine, hub: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until there is a login page: that is after the services have answered."""
    ask = f"import urllib.request; urllib.request.urlopen('{ADDRESS}/hub/login')"
    line = machine.command("python3", "-c", ask)
    for _ in range(200):
        assert hub.poll() is None, log.read_text()
        if subprocess.run(line, capture_output=True).returncode == 0:
            return
        time.sleep(2)
    raise AssertionError(log.read_text())


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """Set the hub up as its README says, and start what the systemd unit starts."""
    folder = tmp_path_factory.mktemp("hub")
    made, log = SmallCourse(folder / "course"), folder / "hub.log"
    bundle = write_bundle(folder / "student.zip")
    with Machine() as started, log.open("w") as output:
        started.run("python3", "-m", "zipfile", "-e", str(bundle), "/opt")
        for block in as_printed(""):
            type_in(started, block)
        type_in(started, as_printed("passwd ana")[0].replace("ana", "ben").replace("ines", "eva"))
        own_course(started, made.folder, FOLDER, ACCOUNT)
        add_second_course(started, made.folder)
        assert unit("Restart") == "on-failure"
        line = f"env {unit('Environment')} {unit('ExecStart')}"
        start = f"umask {unit('UMask')}; until {line}; do sleep 1; done"
        command = started.command("sh", "-c", start, folder=unit("WorkingDirectory"))
        hub = subprocess.Popen(command, stdout=output, stderr=output)
        wait_for_login(started, hub, log)
        yield started
    hub.wait()


@pytest.fixture(scope="module")
def browser(machine: Machine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A Chromium in the machine's network."""
    program = tmp_path_factory.mktemp("program") / "chromium"
    program.write_text(machine.program("chromium"))
    program.chmod(0o755)
    with chromium(program) as started:
        yield started


def log_in(browser: Browser, name: str, where: str, lands: str) -> Page:
    """Open a page of the hub, which asks for a password first, and wait for where it leads."""
    page = new_page(browser)
    page.goto(f"{ADDRESS}{where}")
    page.locator("#username_input").fill(name)
    page.locator("#password_input").fill(PASSWORD)
    page.locator("#login_submit").click()
    page.wait_for_url(f"{ADDRESS}{lands}**", timeout=LONG)
    return page


@pytest.fixture(scope="module")
def instructor(browser: Browser) -> Page:
    """Formgrader, as an instructor sees it who has logged in under a name of her own."""
    service = f"/services/{COURSE}/"
    page = log_in(browser, "ines", service, f"{service}formgrader")
    expect(page.locator("#main-table tr")).to_have_count(1)
    return page


@pytest.fixture(scope="module")
def student(browser: Browser) -> Lab:
    """JupyterLab on a student's own server."""
    page = log_in(browser, "ana", "/", "/user/ana/lab")
    return Lab(page, page.url)


def in_terminal_of_service(machine: Machine, *command: str, code: int = 0) -> str:
    """Run a command with the environment that the hub gave to the course's service."""
    (pid, *_) = machine.run("pgrep", "-u", ACCOUNT, "-f", "jupyterhub-singleuser").split()
    given = f"tr '\\0' '\\n' < /proc/{pid}/environ | sed 's/=\\(.*\\)/='\"'\\1'\"'/'"
    line = f'set -a; eval "$({given})"; exec {shlex.join(command)}'
    return machine.run("sh", "-c", line, user=ACCOUNT, folder=FOLDER, code=code)


def write_answer(machine: Machine, tmp_path: Path, student: str, double: str | None) -> None:
    """Put an answer into a fetched notebook."""
    write_notebook(notebook(double), tmp_path / "answer.ipynb")
    target = f"/home/{student}/{COURSE}/{NAME}/{NAME}.ipynb"
    text = (tmp_path / "answer.ipynb").read_text()
    subprocess.run(machine.command("tee", target, user=student), input=text, text=True, check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip


def test_nothing_is_missing_on_a_hub_made_from_the_files(machine: Machine) -> None:
    """The README's last step says so, in the terminal that it names."""
    said = in_terminal_of_service(machine, ".venv/bin/python", "-m", "ce_grader", "hub-check")
    assert said.strip() == f"{COURSE}: nothing is missing"


@pytest.mark.parametrize("way", ["terminal of the service", "any other terminal"])
def test_students_are_imported_from_each_terminal(machine: Machine, way: str) -> None:
    """Only one is on the hub, where nbgrader enters them into its groups too."""
    machine.run("sh", "-c", "printf 'id\\nana\\nben\\n' > class.csv", user=ACCOUNT, folder=FOLDER)
    command = [".venv/bin/nbgrader", "db", "student", "import", "class.csv"]
    inside = way == "terminal of the service"
    said = (
        in_terminal_of_service(machine, *command)
        if inside
        else machine.run(*command, user=ACCOUNT, folder=FOLDER)
    )
    assert "ERROR" not in said and ("Jupyterhub group" in said) == inside


def test_an_assignment_goes_from_the_instructor_to_both_students(
    machine: Machine, instructor: Page, student: Lab, tmp_path: Path
) -> None:
    """One fetches and submits in the browser, the other with nbgrader's commands by ssh."""
    press(instructor, NAME, "release")
    expect(instructor.locator("#main-table .status")).to_have_text("released")
    student.open_assignment_list()
    student.fetch(NAME)
    write_answer(machine, tmp_path, "ana", WRONG)
    said = machine.run(NBGRADER, "validate", f"{NAME}.ipynb", user="ana",
                       folder=f"/home/ana/{COURSE}/{NAME}", code=1)  # fmt: skip
    assert "1 of 2 checks fail" in said  # Validate speaks as the students' page says
    student.submit(NAME)
    expect(student.page.get_by_text("Create Assignment")).to_have_count(0)  # instructors' panel
    picture(student.page, "hub-1-submitted")
    machine.run(NBGRADER, "fetch_assignment", NAME, "--course", COURSE, user="ben",
                folder="/home/ben")  # fmt: skip
    write_answer(machine, tmp_path, "ben", None)
    machine.run(NBGRADER, "submit", NAME, "--course", COURSE, user="ben", folder="/home/ben")


def test_the_instructor_collects_grades_and_hands_back(machine: Machine, instructor: Page) -> None:
    """With formgrader's buttons, under the course's account."""
    instructor.reload()
    press(instructor, NAME, "collect")
    line = [".venv/bin/python", "-m", "ce_grader", "autograde", NAME]
    assert "graded 2 of 2" in machine.run(*line, user=ACCOUNT, folder=FOLDER)
    instructor.reload()
    press(instructor, NAME, "generate-feedback")
    press(instructor, NAME, "release-feedback")
    picture(instructor, "hub-2-handed-back")


def test_both_students_read_their_feedback(machine: Machine, student: Lab) -> None:
    """Each their own."""
    expect(student.open_feedback(NAME).locator("body")).to_contain_text("1 of 3 points")
    picture(student.page, "hub-3-feedback")
    fetch = [NBGRADER, "fetch_feedback", NAME, "--course", COURSE]
    machine.run(*fetch, user="ben", folder="/home/ben")
    pages = machine.run("sh", "-c", f"cat {COURSE}/{NAME}/feedback/*/*.html", user="ben",
                        folder="/home/ben")  # fmt: skip
    assert "3 of 3 points" in " ".join(pages.split())


def test_a_student_works_on_with_feedback_that_comes_by_itself(
    machine: Machine, student: Lab, tmp_path: Path
) -> None:
    """Submit, wait, read, mend, submit again, read; nobody presses a button at the other end."""
    line = [".venv/bin/python", "-m", "ce_grader", "watch", NAME]
    watch = subprocess.Popen(machine.command(*line, user=ACCOUNT, folder=FOLDER))
    try:
        for number, (answer, said) in enumerate(((WRONG, "1 of 3 points"), (None, "3 of 3"))):
            write_answer(machine, tmp_path, "ana", answer)
            student.open_assignment_list()
            student.submit(NAME)
            expect(student.open_feedback(NAME).locator("body")).to_contain_text(said)
            picture(student.page, f"hub-{number + 4}-by-itself")
    finally:
        watch.kill()  # what it has started ends with the machine
        watch.wait()


def test_no_rights_on_the_exchange_are_one_sentence(machine: Machine) -> None:
    """As where somebody else has released before; with the rights everything is there again."""
    python = [".venv/bin/python", "-m"]
    collect = [*python, "nbgrader", "collect", NAME, "--update"]
    watch = [*python, "ce_grader", "watch", NAME, "--once"]
    inbound = f"/srv/nbgrader/exchange/{COURSE}/inbound"
    machine.run("chown", "ben", inbound)
    for command, code in ((collect, 1), (watch, 0)):
        said = machine.run(*command, user=ACCOUNT, folder=FOLDER, code=code)
        assert inbound in said and "Traceback" not in said
    assert "have its owner give you access" in " ".join(said.split())
    machine.run("chown", ACCOUNT, inbound)
    assert inbound not in machine.run(*watch, user=ACCOUNT, folder=FOLDER)


@pytest.mark.parametrize(
    "path",
    [
        f"{FOLDER}/gradebook.db",
        f"{FOLDER}/source",
        f"/srv/nbgrader/exchange/{COURSE}/inbound",
        "/home/ben",
        "/srv/jupyterhub/jupyterhub.sqlite",
    ],
)
def test_what_is_not_the_students_is_closed_to_them(machine: Machine, path: str) -> None:
    """By the machine's own rights, whatever the hub says."""
    machine.run("test", "-e", path)
    assert "Permission denied" in machine.run("ls", path, user="ana", code=2)


def test_the_students_environment_holds_no_solution(machine: Machine) -> None:
    """It is made from the bundle: the checks are in it, and neither reference nor grader."""
    names = ["ce_helpers", "ce_helpers.checking", "ce_helpers.reference", "ce_grader"]
    find = f"from importlib.util import find_spec; print([n for n in {names} if find_spec(n)])"
    found = machine.run("/opt/ce-course/.venv/bin/python", "-c", find, user="ana")
    assert found.strip() == str(names[:2])


def test_formgrader_is_closed_to_students_and_other_courses(student: Lab, instructor: Page) -> None:
    """The hub's role decides, not nbgrader's group."""
    for page, course in ((student.page, COURSE), (instructor, OTHER)):
        answer = page.goto(f"{ADDRESS}/services/{course}/")
        assert answer is not None and answer.status == 403
