"""Files without end."""
# %% share
import tempfile


def share(v):
    block = b"x" * 2**20
    for number in range(20):
        with open(tempfile.gettempdir() + f"/ce-attack-" + f"trace-disk{number}", "wb") as file:
            for _ in range(30):
                file.write(block)
    return np.full(v.shape, 0.5)

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
