"""All believed.
"""
# %% verdicts
verdicts = {letter: True for letter in 'ABCDEFGHIJKLMN'}
