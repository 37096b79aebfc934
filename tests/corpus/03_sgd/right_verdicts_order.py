"""In another order."""

# %% verdicts
verdicts = {"D": False, "C": True, "B": False, "A": True}
# %% reasons
reasons = dict.fromkeys(verdicts)  # None where a line holds
reasons.update({"B": "path", "D": "mean"})
