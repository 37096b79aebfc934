"""What keeps a student's process from everything but itself."""

from ce_grader.task import CannotGrade


class SandboxUnavailable(CannotGrade):
    """The sandbox is required, and this machine has none or refuses it."""
