"""A list.
"""
# %% verdicts
verdicts = [letter in 'EIK' for letter in 'ABCDEFGHIJKLMN']
