"""B is right on the target alone, which is no reason.

loses: test_verdicts
"""
# %% reasons
reasons = {"B": "condition", "D": "mean"}
