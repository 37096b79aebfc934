"""System files, the Python installation and the helpers are written to."""
# %% share
import os
import sys
import ce_helpers

targets = [os.path.dirname(np.__file__), os.path.dirname(sp.__file__), *ce_helpers.__path__, sys.prefix, "/usr/lib", "/etc", "/usr/bin"]
for folder in targets:
    try:
        path = os.path.join(folder, "ce-attack-" + "trace.py")
        open(path, "w").close()
        os.remove(path)
        print("LO" + "OT", path)
    except OSError:
        pass

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
