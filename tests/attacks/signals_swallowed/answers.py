"""Signals and interrupts are swallowed in an endless loop."""
# %% share
import signal
import time

for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGHUP):
    signal.signal(number, lambda *args: None)


def share(v):
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            pass

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
