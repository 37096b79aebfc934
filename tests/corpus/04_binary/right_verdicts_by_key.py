"""Filled in key by key."""
# %% verdicts
verdicts = {letter: False for letter in "ABCDEF"}
verdicts["B"] = verdicts["E"] = True
# %% reasons
reasons = dict(A="sign", C="score", D="condition", F="mean")
