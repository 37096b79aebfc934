"""D lacks 1/N: a factor, and more exactly a mean.

loses: test_verdicts
"""
# %% reasons
reasons = {"B": "path", "D": "factor"}
