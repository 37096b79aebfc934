"""The one-hot collapse doubted.
"""
# %% verdicts
verdicts = {letter: letter in 'IK' for letter in 'ABCDEFGHIJKLMN'}
