"""A list.

loses: test_verdicts_gradient, test_verdicts_loss
"""
# %% reasons
reasons = ["index", "score", "free", "path", "sign"]
