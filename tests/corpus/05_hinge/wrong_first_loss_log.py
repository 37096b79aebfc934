"""That of softmax.

loses: test_first_loss
"""
# %% first_loss
first_loss = sp.log(m)
