"""With dict()."""
# %% verdicts
verdicts = dict(A=False, B=True, C=False, D=False, E=True, F=False)
# %% reasons
reasons = {}
reasons["F"] = "mean"
reasons["D"] = "condition"
reasons["C"] = "score"
reasons["A"] = "sign"
