"""D has none.

loses: test_verdicts_loss
"""
# %% reasons
reasons = {"A": "index", "D": None, "G": "free", "H": "path", "N": "sign"}
