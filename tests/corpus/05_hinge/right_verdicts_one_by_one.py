"""Filled entry by entry."""
# %% verdicts
verdicts = {}
verdicts["D"] = verdicts["A"] = False
verdicts["B"] = verdicts["C"] = True
# %% reasons
reasons = dict.fromkeys(verdicts)  # None where a line holds
reasons.update({"A": "condition", "D": "kink"})
