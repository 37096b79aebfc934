"""A hundred thousand small files and folders."""
# %% share
import os

os.makedirs("many", exist_ok=True)
try:
    for number in range(20_000):
        open(f"many/{number}", "w").close()
    folder = "many"
    for _ in range(300):
        folder += "/deep"
        os.mkdir(folder)
except OSError:
    pass

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
