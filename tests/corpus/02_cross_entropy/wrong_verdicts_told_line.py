"""The seven that are asked, and one more, wrong.

loses: test_verdicts_gradient
"""
# %% verdicts
verdicts = {letter: letter in "EIM" for letter in "ADEGHIMN"}
