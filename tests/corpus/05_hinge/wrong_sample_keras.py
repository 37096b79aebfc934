"""Keras' CategoricalHinge: a rival of score 0 more, rivals that tie share, and half of it at the kink.

loses: test_gradient_sample, test_gradient_sample_kink
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    scores = x @ W
    rivals = np.where(np.arange(len(scores)) == label, 0, scores)
    worst = (rivals == rivals.max()) / np.sum(rivals == rivals.max())
    worst[label] = -1
    return np.outer(x, worst) * np.heaviside(margin + rivals.max() - scores[label], 0.5)
