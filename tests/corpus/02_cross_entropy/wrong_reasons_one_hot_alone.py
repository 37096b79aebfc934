"""H is right for the target of a one-hot row, which is no reason.

loses: test_verdicts_gradient
"""
# %% reasons
reasons = {"A": "index", "D": "score", "G": "free", "H": "condition", "N": "sign"}
