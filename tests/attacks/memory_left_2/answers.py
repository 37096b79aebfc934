"""Shared memory and an abstract socket of another submission are found."""
# %% share
import ctypes
import socket

if ctypes.CDLL(None).shmget(0x7C1F, 4096, 0) >= 0:
    print("LO" + "OT", "shared memory")
try:
    socket.socket(socket.AF_UNIX).connect("\0ce-attack-" + "trace")
    print("LO" + "OT", "socket")
except OSError:
    pass

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
