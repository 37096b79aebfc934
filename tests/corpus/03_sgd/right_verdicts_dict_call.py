"""Built with dict()."""

# %% verdicts
verdicts = dict(A=True, B=False, C=True, D=False)
# %% reasons
reasons = {}
reasons["D"] = "mean"
reasons["B"] = "path"
