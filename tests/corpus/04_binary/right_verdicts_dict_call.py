"""With dict()."""
# %% verdicts
verdicts = dict(A=False, B=True, C=False, D=False, E=True, F=False)
