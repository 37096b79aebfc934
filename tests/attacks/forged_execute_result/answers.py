"""The display hook forges a result before the test fails."""
# %% share
def share(v):
    get_ipython().displayhook("all points")
    raise ValueError("too late")

# %% total
def total(numbers):
    return share(numbers)
