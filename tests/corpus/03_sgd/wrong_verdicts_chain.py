"""The chain without the sum is believed.

loses: test_verdicts
"""

# %% verdicts
verdicts = {"A": True, "B": True, "C": True, "D": False}
