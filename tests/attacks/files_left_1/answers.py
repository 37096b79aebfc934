"""Files are left for the next submission."""
# %% share
import os
import pathlib
import sysconfig

places = ["/tmp", "/dev/shm", "/var/tmp", "/run", os.path.expanduser("~"), ".", "..", "../..", sysconfig.get_path("purelib")]

for place in places:
    try:
        (pathlib.Path(place) / ("ce-attack-" + "trace-left")).write_text("from the first")
    except OSError:
        pass

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
