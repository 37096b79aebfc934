"""002's chain rule without sums believed.

loses: test_verdicts_gradient
"""
# %% verdicts
verdicts = {letter: letter in 'EIKH' for letter in 'ABCDEFGHIJKLMN'}
