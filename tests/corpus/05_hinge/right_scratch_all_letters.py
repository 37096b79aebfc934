"""After each answer every letter of the algebra is bound to something else."""

# %% d_hinge_wj
d_hinge_wj = indicator(u(j)) * x

for j in range(3):
    pass
for k in range(3):
    print(k)
for l in range(2):
    pass
m = 3
v = np.array([1.0, -1.0])
u = 0.5
U = [0.5, 1.5]
n_y = 2
x = np.array([1.0, 2.0, 3.0])
y = [0, 1, 0]
w = np.zeros((2, 3))
w_y = w[:, 1]
delta = 0.1
s = z = x @ np.eye(3)
loss = np.maximum(0, s - s[1] + 1).sum()
indicator = np.heaviside

# %% d_hinge_wy
d_hinge_wy = -Sum(indicator(u(l)), (l, 1, m - 1)) * x

for j in range(3):
    pass
for k in range(3):
    print(k)
for l in range(2):
    pass
m = 3
v = np.array([1.0, -1.0])
u = 0.5
U = [0.5, 1.5]
n_y = 2
x = np.array([1.0, 2.0, 3.0])
y = [0, 1, 0]
w = np.zeros((2, 3))
w_y = w[:, 1]
delta = 0.1
s = z = x @ np.eye(3)
loss = np.maximum(0, s - s[1] + 1).sum()
indicator = np.heaviside

# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    """Return the mean over samples of the sum over rivals of max(0, z_j - z_y + margin)."""
    rows = np.arange(len(X))
    scores = X @ W
    costs = np.maximum(0, scores - scores[rows, labels][:, np.newaxis] + margin)
    costs[rows, labels] = 0
    return costs.sum() / len(X)


for j in range(3):
    pass
for k in range(3):
    print(k)
for l in range(2):
    pass
m = 3
v = np.array([1.0, -1.0])
u = 0.5
U = [0.5, 1.5]
n_y = 2
x = np.array([1.0, 2.0, 3.0])
y = [0, 1, 0]
w = np.zeros((2, 3))
w_y = w[:, 1]
delta = 0.1
s = z = x @ np.eye(3)
loss = np.maximum(0, s - s[1] + 1).sum()
indicator = np.heaviside

# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    """Return the gradient of the hinge loss of one sample; column j belongs to class j."""
    scores = x @ W
    dW = np.zeros(W.shape)
    for rival in range(W.shape[1]):
        if rival != label and scores[rival] - scores[label] + margin > 0:
            dW[:, rival] += x
            dW[:, label] -= x
    return dW


for j in range(3):
    pass
for k in range(3):
    print(k)
for l in range(2):
    pass
m = 3
v = np.array([1.0, -1.0])
u = 0.5
U = [0.5, 1.5]
n_y = 2
x = np.array([1.0, 2.0, 3.0])
y = [0, 1, 0]
w = np.zeros((2, 3))
w_y = w[:, 1]
delta = 0.1
s = z = x @ np.eye(3)
loss = np.maximum(0, s - s[1] + 1).sum()
indicator = np.heaviside

# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    """Return the gradient of the mean hinge loss with respect to W."""
    rows = np.arange(len(X))
    scores = X @ W
    B = (scores - scores[rows, labels][:, np.newaxis] + margin > 0).astype(float)
    B[rows, labels] = 0
    B[rows, labels] = -B.sum(axis=1)
    return X.T @ B / len(X)


for j in range(3):
    pass
for k in range(3):
    print(k)
for l in range(2):
    pass
m = 3
v = np.array([1.0, -1.0])
u = 0.5
U = [0.5, 1.5]
n_y = 2
x = np.array([1.0, 2.0, 3.0])
y = [0, 1, 0]
w = np.zeros((2, 3))
w_y = w[:, 1]
delta = 0.1
s = z = x @ np.eye(3)
loss = np.maximum(0, s - s[1] + 1).sum()
indicator = np.heaviside

# %% svm_sgd
def svm_sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    """Train a linear SVM by stochastic gradient descent; return (W, history)."""
    W = np.zeros((X.shape[1], n_classes))
    rng = np.random.default_rng(seed)
    history = [hinge_loss(X, labels, W) + l2 / 2 * np.sum(W**2)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            W = W - learning_rate * (hinge_gradient(X[batch], labels[batch], W) + l2 * W)
        history.append(hinge_loss(X, labels, W) + l2 / 2 * np.sum(W**2))
    return W, history


for j in range(3):
    pass
for k in range(3):
    print(k)
for l in range(2):
    pass
m = 3
v = np.array([1.0, -1.0])
u = 0.5
U = [0.5, 1.5]
n_y = 2
x = np.array([1.0, 2.0, 3.0])
y = [0, 1, 0]
w = np.zeros((2, 3))
w_y = w[:, 1]
delta = 0.1
s = z = x @ np.eye(3)
loss = np.maximum(0, s - s[1] + 1).sum()
indicator = np.heaviside

# %% first_loss
first_loss = (m - 1) * delta

for j in range(3):
    pass
for k in range(3):
    print(k)
for l in range(2):
    pass
m = 3
v = np.array([1.0, -1.0])
u = 0.5
U = [0.5, 1.5]
n_y = 2
x = np.array([1.0, 2.0, 3.0])
y = [0, 1, 0]
w = np.zeros((2, 3))
w_y = w[:, 1]
delta = 0.1
s = z = x @ np.eye(3)
loss = np.maximum(0, s - s[1] + 1).sum()
indicator = np.heaviside

# %% verdicts
verdicts = {"A": False, "B": True, "C": True, "D": False}

for j in range(3):
    pass
for k in range(3):
    print(k)
for l in range(2):
    pass
m = 3
v = np.array([1.0, -1.0])
u = 0.5
U = [0.5, 1.5]
n_y = 2
x = np.array([1.0, 2.0, 3.0])
y = [0, 1, 0]
w = np.zeros((2, 3))
w_y = w[:, 1]
delta = 0.1
s = z = x @ np.eye(3)
loss = np.maximum(0, s - s[1] + 1).sum()
indicator = np.heaviside

# %% repairs
is_true_class = KroneckerDelta(j, y)
repairs = {
    "A": ((1 - is_true_class) * indicator(U[j]) - is_true_class * n_y) * x,
    "D": (0, x),
}

for j in range(3):
    pass
for k in range(3):
    print(k)
for l in range(2):
    pass
m = 3
v = np.array([1.0, -1.0])
u = 0.5
U = [0.5, 1.5]
n_y = 2
x = np.array([1.0, 2.0, 3.0])
y = [0, 1, 0]
w = np.zeros((2, 3))
w_y = w[:, 1]
delta = 0.1
s = z = x @ np.eye(3)
loss = np.maximum(0, s - s[1] + 1).sum()
indicator = np.heaviside
