"""Jobs in processes of their own: what they tell, and that nothing else runs where they fork."""

import os
import threading

import pytest

from tools.forked import each, shown


def test_each_job_has_its_result_and_a_process_of_its_own() -> None:
    """However many run at a time; neither the function nor a job has to be pickled."""
    found = dict(each(lambda job: (job(), os.getpid()), [lambda k=k: k for k in range(5)], 2))
    assert sorted(value for value, _ in found.values()) == [0, 1, 2, 3, 4]
    assert len({pid for _, pid in found.values()} - {os.getpid()}) == 5


def test_no_thread_of_ours_runs_where_a_process_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither to hand out the jobs nor to draw the bar."""
    before, fork, seen = set(threading.enumerate()), os.fork, list[threading.Thread]()

    def watched() -> int:
        seen.extend(set(threading.enumerate()) - before)
        return fork()

    monkeypatch.setattr(os, "fork", watched)
    assert sorted(shown(each(abs, [-1, -2, -3], 2), "numbers", 3)) == [(-3, 3), (-2, 2), (-1, 1)]
    assert not seen


def test_a_process_that_ends_without_a_result_is_named() -> None:
    """It would be waited for in vain."""
    with pytest.raises(ChildProcessError, match="7: its process ended with 3"):
        list(each(lambda job: os._exit(3), [7]))
