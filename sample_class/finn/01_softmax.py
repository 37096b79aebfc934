"""The sum over the whole batch instead of each row.

base: solution
loses: test_softmax_axis
"""

# %% softmax
def softmax(z):
    e = np.exp(z - np.max(z))
    return e / e.sum()
