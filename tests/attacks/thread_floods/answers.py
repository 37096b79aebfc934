"""Threads run on while the tests are made, and keep the process busy."""
# %% share
import threading


def spin():
    while True:
        sum(range(1000))


for _ in range(4):
    threading.Thread(target=spin, daemon=True).start()

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
