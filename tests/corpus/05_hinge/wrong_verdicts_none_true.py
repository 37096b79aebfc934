"""No claim is believed.

loses: test_verdicts
"""
# %% verdicts
verdicts = dict.fromkeys("ABCD", False)
