"""By keywords."""
# %% verdicts
verdicts = dict(A=False, B=True, C=True, D=False)
# %% reasons
reasons = {}
reasons["D"] = "kink"
reasons["A"] = "condition"
