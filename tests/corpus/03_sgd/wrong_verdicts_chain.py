"""The chain without the sum is believed.

loses: 
"""

# %% verdicts
verdicts = {"A": True, "B": True, "C": True, "D": False}
