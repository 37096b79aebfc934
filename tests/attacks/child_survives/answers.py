"""A child process outlives the submission."""
# %% share
import subprocess
import sys

subprocess.Popen(
    [sys.executable, "-c", "import time; time.sleep(600)", "ce-attack-" + "trace"],
    start_new_session=True,
    stdin=subprocess.DEVNULL,
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
)

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
