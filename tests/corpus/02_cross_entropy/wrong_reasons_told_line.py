"""A line that is told, not asked, with a wrong reason.

loses: test_verdicts_gradient
"""
# %% reasons
reasons = {"A": "index", "D": "score", "F": "sign", "G": "free", "H": "path", "N": "sign"}
