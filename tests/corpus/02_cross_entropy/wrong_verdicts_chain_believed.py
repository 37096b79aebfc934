"""002's chain rule without sums believed.
"""
# %% verdicts
verdicts = {letter: letter in 'EIKH' for letter in 'ABCDEFGHIJKLMN'}
