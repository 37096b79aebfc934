"""The sign is blamed for everything.

loses: test_verdicts
"""
# %% reasons
reasons = {"A": "sign", "C": "sign", "D": "sign", "F": "sign"}
