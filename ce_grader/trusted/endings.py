"""How a student's process ended, in words."""

from __future__ import annotations

import signal

_SIGNALS: dict[int, str] = {
    signal.SIGSEGV: "a segmentation fault",
    signal.SIGKILL: "the system, which killed it",
    signal.SIGXCPU: "the limit on computing time",
    signal.SIGABRT: "abort()",
    signal.SIGBUS: "a bus error",
}


def without_subject(sentence: str) -> str:
    """Return a sentence about a student's process without its subject.

    Parameters
    ----------
    sentence : str
        For the student.

    Returns
    -------
    str
        For the instructor's list.
    """
    return sentence.removeprefix("the student's process ").removeprefix("it ")[:200]


def ending(code: int) -> str:
    """Return by what a process was ended.

    Parameters
    ----------
    code : int
        Its exit code, or a signal's number with a minus.

    Returns
    -------
    str
        In words.
    """
    return f"exit code {code}" if code >= 0 else _SIGNALS.get(-code, f"signal {-code}")
