"""An honest submission in which everything is right."""
# %% share
SECRET_OF_A_CLASSMATE = "HONEST-ANSWER-7c1f"


def share(v):
    return np.asarray(v) / np.sum(v)


# %% total
def total(numbers):
    result = 0
    for number in numbers:
        result += number
    return result


# %% slope
slope = 2 * x * sp.exp(x**2)
