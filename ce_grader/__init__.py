"""Isolated autograding: verdicts are made where student code never runs.

`grade` takes a `Task`, one notebook with everything that grading it needs, and returns a `Result`,
the executed notebook with a `Verdict` on each test cell.
"""

from ce_grader.task import Result, Task, Verdict

__all__ = ["Result", "Task", "Verdict", "grade"]


def grade(task: Task) -> Result:
    """Grade one notebook.

    No gradebook is read or written, and no file outside private temporary folders. The warm
    processes that it forks from are kept for the next call in this process; any
    `concurrent.futures` executor can run it.

    Parameters
    ----------
    task : Task
        The cleaned notebook, the files beside it, limits and seed.

    Returns
    -------
    Result
        The executed notebook, and a verdict on every test cell.

    Raises
    ------
    ce_grader.sandbox.SandboxUnavailable
        If the task requires the sandbox and this machine refuses it.
    """
    from ce_grader.grading import grade_task  # a student's process imports this package, too

    return grade_task(task)
