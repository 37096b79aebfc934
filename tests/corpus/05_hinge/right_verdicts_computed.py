"""Computed from comparisons."""
# %% verdicts
verdicts = {letter: letter in "BC" for letter in "ABCD"}
# %% reasons
reasons = dict(A="condition", D="kink")
