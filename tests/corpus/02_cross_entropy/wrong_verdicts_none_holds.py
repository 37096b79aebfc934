"""None believed.
"""
# %% verdicts
verdicts = {letter: False for letter in 'ABCDEFGHIJKLMN'}
