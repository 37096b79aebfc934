"""What `make lab` and `make formgrader` make of the environment and of their options."""

import socket
from pathlib import Path

import pytest

from tools import lab
from tools.build import BuildError


def test_the_exchange_is_the_one_that_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exchange on a shared disk is not shadowed by a folder in the course."""
    shared = tmp_path / "shared" / "exchange"
    monkeypatch.setenv("NBGRADER_EXCHANGE", str(shared))
    lab.make_exchange(tmp_path)
    assert shared.is_dir() and not (tmp_path / "exchange").exists()
    assert lab.environment(tmp_path, "instructor")["NBGRADER_EXCHANGE"] == str(shared)
    lab.prepare_student(tmp_path, fetched=False)
    config = tmp_path / ".course" / "jupyter" / "student" / "config" / "nbgrader_config.py"
    assert str(shared) in config.read_text()


def test_without_it_the_exchange_stands_in_the_course(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writable for all, as nbgrader wants it."""
    monkeypatch.delenv("NBGRADER_EXCHANGE", raising=False)
    lab.make_exchange(tmp_path)
    assert (tmp_path / "exchange").stat().st_mode & 0o777 == 0o777


@pytest.mark.parametrize("text", ["abc", "80", "70000", "-1", "8888.5"])
def test_what_is_no_port_is_refused_in_a_sentence(text: str) -> None:
    """It names the input and the way out."""
    with pytest.raises(BuildError, match=r"a port is a number from 1024 to 65535, not .*PORT=8899"):
        lab.as_port(text)


def test_a_busy_port_is_named_or_another_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    """A port that was asked for is not exchanged for another in silence."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = int(other.getsockname()[1])
        with pytest.raises(BuildError, match=f"port {port} is busy; choose another one: make lab"):
            lab.free_port(port, given=True)
        assert lab.free_port(port, given=False) != port
    assert f"port {port} is busy; taking another one" in capsys.readouterr().out
