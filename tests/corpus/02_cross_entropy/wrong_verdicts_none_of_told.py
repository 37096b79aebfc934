"""The seven that are asked, and one more without a verdict.

loses: test_verdicts_gradient, test_verdicts_loss
"""
# %% verdicts
verdicts = {letter: letter in "EI" for letter in "ADEGHIN"}
verdicts["C"] = None
