"""After each answer every letter of the notebook is bound to a number."""

# %% dL_dw
dL_dw = (a[j] - y[j]) * x[i]
for i in range(3):
    pass
for j in range(3):
    pass
for k in range(3):
    print(k)
l = 2.0
m = 3
x = np.array([1.0, 2.0, 3.0])
y = [0, 1, 0]
z = np.array([2.0, 1.0, 0.1])
w = np.zeros((2, 3))
b = np.zeros(3)
D = 2
N = 10
s = 0.5
A = np.eye(3)
X = np.ones((4, 2))
Y = np.eye(4)
a = np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z)))

# %% dL_db
dL_db = a[j] - y[j]
for i in range(3):
    pass
for j in range(3):
    pass
for k in range(3):
    print(k)
l = 2.0
m = 3
x = np.array([1.0, 2.0, 3.0])
y = [0, 1, 0]
z = np.array([2.0, 1.0, 0.1])
w = np.zeros((2, 3))
b = np.zeros(3)
D = 2
N = 10
s = 0.5
A = np.eye(3)
X = np.ones((4, 2))
Y = np.eye(4)
a = np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z)))

# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    log_A = log_softmax(X @ W + b)
    loss = -np.sum(Y * log_A) / len(X) + l2 / 2 * np.sum(W**2)
    dZ = (np.exp(log_A) - Y) / len(X)
    return loss, X.T @ dZ + l2 * W, dZ.sum(axis=0)


for i in range(3):
    pass
for j in range(3):
    pass
for k in range(3):
    print(k)
l = 2.0
m = 3
x = np.array([1.0, 2.0, 3.0])
y = [0, 1, 0]
z = np.array([2.0, 1.0, 0.1])
w = np.zeros((2, 3))
b = np.zeros(3)
D = 2
N = 10
s = 0.5
A = np.eye(3)
X = np.ones((4, 2))
Y = np.eye(4)
a = np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z)))

# %% verdicts
verdicts = {"A": True, "B": False, "C": True, "D": False}
for i in range(3):
    pass
for j in range(3):
    pass
for k in range(3):
    print(k)
l = 2.0
m = 3
x = np.array([1.0, 2.0, 3.0])
y = [0, 1, 0]
z = np.array([2.0, 1.0, 0.1])
w = np.zeros((2, 3))
b = np.zeros(3)
D = 2
N = 10
s = 0.5
A = np.eye(3)
X = np.ones((4, 2))
Y = np.eye(4)
a = np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z)))

# %% repairs
repairs = {"B": a[j] * (1 - y[j]) * x[i], "D": 1 / N}
for i in range(3):
    pass
for j in range(3):
    pass
for k in range(3):
    print(k)
l = 2.0
m = 3
x = np.array([1.0, 2.0, 3.0])
y = [0, 1, 0]
z = np.array([2.0, 1.0, 0.1])
w = np.zeros((2, 3))
b = np.zeros(3)
D = 2
N = 10
s = 0.5
A = np.eye(3)
X = np.ones((4, 2))
Y = np.eye(4)
a = np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z)))

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = rng.permutation(n_samples)
    for start in range(0, n_samples, batch_size):
        yield order[start : start + batch_size]


for i in range(3):
    pass
for j in range(3):
    pass
for k in range(3):
    print(k)
l = 2.0
m = 3
x = np.array([1.0, 2.0, 3.0])
y = [0, 1, 0]
z = np.array([2.0, 1.0, 0.1])
w = np.zeros((2, 3))
b = np.zeros(3)
D = 2
N = 10
s = 0.5
A = np.eye(3)
X = np.ones((4, 2))
Y = np.eye(4)
a = np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z)))
