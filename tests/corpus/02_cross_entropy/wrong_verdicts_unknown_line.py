"""A letter that no line has.

loses: test_verdicts_gradient, test_verdicts_loss
"""
# %% verdicts
verdicts = {letter: letter in "EI" for letter in "ADEGHINO"}
