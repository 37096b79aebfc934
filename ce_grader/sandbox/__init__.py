"""What keeps a student's process from everything but itself."""


class SandboxUnavailable(RuntimeError):
    """The sandbox is required, and this machine has none or refuses it."""
