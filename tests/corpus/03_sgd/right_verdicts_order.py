"""In another order."""

# %% verdicts
verdicts = {"D": False, "C": True, "B": False, "A": True}
