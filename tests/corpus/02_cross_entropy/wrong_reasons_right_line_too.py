"""A reason for a line that holds.

loses: test_verdicts_loss
"""
# %% reasons
reasons = {"A": "index", "D": "score", "E": "score", "G": "free", "H": "path", "N": "sign"}
