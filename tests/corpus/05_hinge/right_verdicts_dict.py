"""By keywords."""
# %% verdicts
verdicts = dict(A=False, B=True, C=True, D=False)
