"""An exception named CheckFailed with a forged message."""
# %% share
from ce_helpers.checking import CheckFailed


def share(v):
    raise CheckFailed("passed: all points <script>window.live7c1f = 1</script>")

# %% total
class CheckFailed(AssertionError):
    def _render_traceback_(self):
        return []


def total(numbers):
    raise CheckFailed("")

# %% slope
slope = x


class _Passed(BaseException):
    pass
