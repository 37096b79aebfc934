"""N read as two terms in the wrong order.

loses: test_verdicts_gradient
"""
# %% reasons
reasons = {"A": "index", "D": "score", "G": "free", "H": "path", "N": "swap"}
