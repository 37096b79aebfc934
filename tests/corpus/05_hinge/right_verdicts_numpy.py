"""NumPy's booleans."""
# %% verdicts
verdicts = dict(zip("ABCD", np.array([False, True, True, False])))
# %% reasons
reasons = dict(zip("AD", "condition kink".split()))
