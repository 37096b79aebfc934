"""None for some letters.
"""
# %% verdicts
verdicts = {letter: None if letter == 'A' else letter in 'EIK' for letter in 'ABCDEFGHIJKLMN'}
