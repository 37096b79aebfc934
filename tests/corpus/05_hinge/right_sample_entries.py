"""Three loops, entry by entry."""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    D, C = W.shape
    scores = [sum(x[d] * W[d, j] for d in range(D)) for j in range(C)]
    dW = np.zeros((D, C))
    for j in range(C):
        if j == label or not scores[j] - scores[label] + margin > 0:
            continue
        for d in range(D):
            dW[d, j] += x[d]
            dW[d, label] -= x[d]
    return dW
