"""The sign is blamed for everything.

loses: test_verdicts_gradient, test_verdicts_loss
"""
# %% reasons
reasons = dict.fromkeys("ADGHN", "sign")
