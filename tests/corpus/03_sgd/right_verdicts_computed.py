"""From comparisons."""

# %% verdicts
verdicts = {"A": 1 < 2, "B": 1 > 2, "C": 3 == 3, "D": 3 != 3}
# %% reasons
reasons = dict(B="path", D="mean")
