"""G's slip taken for A's, and A's for G's.

loses: test_verdicts_gradient, test_verdicts_loss
"""
# %% reasons
reasons = {"A": "free", "D": "score", "G": "index", "H": "path", "N": "sign"}
