"""Where a control group is handed over to the grader, each submission gets one below it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ce_grader.sandbox import groups
from ce_grader.task import MIB, Limits

ROOT = Path(__file__).resolve().parents[2]
MOUNT = Path("/sys/fs/cgroup")


@pytest.fixture
def handed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder like that of a group with this process and another in it."""
    (tmp_path / "cgroup.controllers").write_text("cpuset cpu memory pids\n")
    (tmp_path / "cgroup.procs").write_text("1\n2\n")
    monkeypatch.setenv("CE_CONTROL_GROUPS", "1")
    monkeypatch.setattr(groups, "_own_group", lambda: tmp_path)
    monkeypatch.setattr(groups, "_is_handed_over", lambda group: True)
    groups.delegated.cache_clear()
    yield tmp_path
    groups.delegated.cache_clear()


def test_a_group_that_is_handed_over_is_divided(handed_over: Path) -> None:
    """What runs in it moves into one below, and those below are counted."""
    found = groups.delegated()
    assert (found.folder, found.controllers) == (str(handed_over), ("memory", "pids", "cpu"))
    assert "memory, pids, cpu" in str(found)
    assert (handed_over / "ce-grader" / "cgroup.procs").read_text() == "2"
    assert (handed_over / "cgroup.subtree_control").read_text() == "+memory +pids +cpu"


def test_a_group_that_does_not_count_memory_is_left_alone(handed_over: Path) -> None:
    """The watch over memory stays; the log says why."""
    (handed_over / "cgroup.controllers").write_text("cpu pids\n")
    assert not groups.delegated().folder
    assert "does not count memory" in str(groups.delegated())
    assert not (handed_over / "ce-grader").exists()


def test_a_group_of_others_is_left_alone(
    handed_over: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without systemd's mark, nothing is moved, and nothing is made."""
    monkeypatch.undo()
    assert not groups._is_handed_over(handed_over)
    assert {path.name for path in handed_over.iterdir()} == {"cgroup.controllers", "cgroup.procs"}


def test_groups_are_made_where_they_are_asked_for(
    handed_over: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A container has a group that is marked, and nobody meant the grader."""
    monkeypatch.delenv("CE_CONTROL_GROUPS")
    assert not groups.delegated().folder
    assert not (handed_over / "ce-grader").exists()


def test_where_there_are_no_groups_none_is_made() -> None:
    """The rest of the grader does not ask."""
    group = groups.Group("", Limits())
    with group.entrance() as entrance:
        assert entrance == []
    assert not group.ran_out()
    group.remove()


GRADED = f"""
import os
from tests.grader.notebooks import answer, check, graded, verdicts
from ce_grader.sandbox.groups import delegated
from ce_grader.task import Environment
assert delegated().folder, delegated()
ours = {{"environment": Environment(student_modules=("numpy",), trusted_modules=("numpy",)),
        "memory": {800 * MIB}, "disk": {2000 * MIB}, "file_size": {2000 * MIB}}}
honest = "def f():\\n    return 1"
flood = '''
def f():
    with open("/tmp/room", "wb") as file:
        for _ in range(1900):
            file.write(bytes(2**20))
'''
for mode in ("required", "off"):
    found = verdicts(answer(honest), check("assert f() == 1"), sandbox=mode, **ours)
    assert found["test"].status == "passed", found
result = graded(answer(flood), check("f()"), sandbox="required", **ours)
assert "the limit on memory" in result.verdicts[0].reason, result
assert '"memory"' in result.notebook
left = [name for name in os.listdir(delegated().folder) if name.startswith("ce-submission")]
assert left == [], left
print("counted by", *delegated().controllers)
"""


def can_hand_over() -> bool:
    """Return whether this process may make a group that counts memory."""
    counted = MOUNT / "cgroup.subtree_control"
    return os.access(MOUNT, os.W_OK) and counted.exists() and "memory" in counted.read_text()


@pytest.mark.slow
@pytest.mark.sandbox
@pytest.mark.skipif(not can_hand_over(), reason="no control group (v2) can be made here")
def test_files_in_memory_count_and_no_group_is_left() -> None:
    """Nothing else limits them together with the rest; played in a group of the test's own."""
    group = MOUNT / f"ce-test-{os.getpid()}"
    group.mkdir()
    os.setxattr(group, "trusted.delegate", b"1")
    enter = f'export CE_CONTROL_GROUPS=1; echo 0 > {group}/cgroup.procs && exec "$@"'
    command = ["sh", "-c", enter, "enter", sys.executable, "-c", GRADED]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "counted by memory" in done.stdout
    finally:
        (group / "ce-grader").rmdir()
        group.rmdir()
