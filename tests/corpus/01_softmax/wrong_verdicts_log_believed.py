"""D believed: (log x)' = 1/x remembered, the division overlooked.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": False, "B": False, "C": True, "D": True}
