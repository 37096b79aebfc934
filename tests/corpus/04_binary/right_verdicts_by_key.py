"""Filled in key by key."""
# %% verdicts
verdicts = {letter: False for letter in "ABCDEF"}
verdicts["B"] = verdicts["E"] = True
