"""Built with dict()."""

# %% verdicts
verdicts = dict(A=True, B=False, C=True, D=False)
