"""Sentences in the place of the words.

loses: test_verdicts_gradient, test_verdicts_loss
"""
# %% reasons
reasons = dict.fromkeys("ADGHN", "the sum runs over the wrong letter")
