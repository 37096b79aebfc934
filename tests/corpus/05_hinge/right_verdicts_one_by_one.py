"""Filled entry by entry."""
# %% verdicts
verdicts = {}
verdicts["D"] = verdicts["A"] = False
verdicts["B"] = verdicts["C"] = True
