"""Work is left for the end of the process."""
# %% share
import atexit
import time


class Sticky:
    def __del__(self):
        while True:
            time.sleep(1)


sticky = Sticky()
atexit.register(time.sleep, 600)

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
