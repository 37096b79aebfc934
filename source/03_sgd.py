# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3 (ipykernel), language: python, name: python3}
# ---

# %% [markdown]
# # 03 · Learning: gradients of the weights and stochastic gradient descent
#
# **You will**
#
# - *derive* the gradient of the loss with respect to weights and biases, by entry, then as matrices;
# - *mend* two printed formulas whose slip hides on the target class, or in a single sample;
# - *write* the loss with its gradients, minibatches, and stochastic gradient descent;
# - *train* on iris and handwritten digits, and choose the learning rate and the batch size.
#
# About two hours, 20 points. You need the chain rule and NumPy.
#
# Run the cells in order. Write each answer over the line below `# Your answer`. The check below
# names what it first finds missing; grading tries more cases: read *Done when*. Stuck? Unfold
# **hint**, then **next step**.

# %% nbgrader={"grade_id": "setup", "locked": true}
# NumPy, SymPy, Matplotlib and Python's own modules are there when your work is graded; no others
import numpy as np
import sympy as sp
from sympy import KroneckerDelta, Sum

from ce_helpers import data, hand_in
from ce_helpers import sgd as check
from ce_helpers.numeric import gradient_check
from ce_helpers.sgd import plots
from ce_helpers.sgd.symbolic import D, a, b, i, j, k, l, m, w, x, y, z
from ce_helpers.symbolic import check_steps, differentiate, softmax_entry

hand_in.look()

# %% [markdown]
# ## Where do the scores come from?
#
# A digit is 64 numbers, the ink of its pixels. Each of ten classes has 64 weights and a bias. Which
# class does this digit belong to, and can you tell from the weights why?

# %%
fig, axes = plots.weighed()

# %% [markdown]
# You should see: in each row the same 6, a class's weights, their product. Ink on red adds to the
# score, ink on blue takes away; class 6 gets far more. Nobody chose those 650 numbers: step by step
# each moved to where the loss was smaller. Here you find that step.
#
# ## Notation
#
# <details><summary>Letters, shapes and what they mean</summary>
#
# | here | shape | meaning |
# |---|---|---|
# | $N$ | | samples in the data or the batch |
# | $D$ | | features |
# | $C$, in proofs $m$ | | classes |
# | $x$; $X$ | $(D,)$; $(N, D)$ | features of one sample; one sample per row |
# | $y$; $Y$ | $(C,)$; $(N, C)$ | target as a row of sum 1, one-hot or not; the same for a batch |
# | $W$, $w_{ij}$ | $(D, C)$ | weights; column $j$ belongs to class $j$ |
# | $b$ | $(C,)$ | biases |
# | $z$; $Z$ | $(C,)$; $(N, C)$ | logits $z = W^T x + b$; $Z = XW + b$ |
# | $a$; $A$ | $(C,)$; $(N, C)$ | softmax of $z$; of each row of $Z$ |
# | $L$ | | loss, the mean over the $N$ samples |
# | $\alpha$, `learning_rate` | | length of a step |
# | $\lambda$, `l2` | | strength of the penalty |
#
# </details>
#
# $i$ counts features, $j$ and $k$ classes, $s$ samples: from 1 in formulas, from 0 in code. The
# letters of the notes, 000 and 002, are at the end.

# %% [markdown]
# ## 1 · One weight moves: what does the loss do?
#
# One sample $x$ goes through one layer: $z = W^T x + b$, $a = \mathrm{softmax}(z)$,
# $L = -\sum_k y_k \log a_k$. How does $L$ answer when a single weight $w_{ij}$ moves? The result
# first, for one sample of class 2:

# %%
fig, axes = plots.outer_product(x=[1, -2, 0.5], a=[0.7, 0.2, 0.1], y=[0, 1, 0])

# %% [markdown]
# You should see: three features; the error $a - y$, negative for the target class alone; and a
# matrix in which every row is the error times one feature.
#
# ### Step 1: from a logit to the loss
#
# That is the work of `02_cross_entropy`, and ends in the error, $\partial L/\partial z_j = a_j - y_j$.
# (Proved once more at the end.)
#
# ### Step 2: from one weight to the logits
#
# Write the logit out: $z_k = \sum_{l=1}^D x_l w_{lk} + b_k$. Only one term of one logit holds
# $w_{ij}$, that of $l = i$ in $z_j$. With $\delta_{jk}$, which is 1 for $j = k$ and else 0,
# $\partial z_k/\partial w_{ij} = \delta_{jk}\, x_i$:

# %% nbgrader={"grade_id": "slope_of_logit", "locked": true}
# the letters again; a[k] is the number a_k
from ce_helpers.sgd.symbolic import D, a, b, i, j, k, l, m, w, x, y, z

z_k = Sum(x[l] * w[l, k], (l, 1, D)) + b[k]
check_steps([sp.diff(z_k, w[i, j]), KroneckerDelta(j, k) * x[i]], name="∂z_k/∂w_ij")

# %% [markdown]
# ### Step 3: from one weight to the loss
#
# The loss depends on $w_{ij}$ through *all* logits, so the chain rule sums over them:
#
# $$
# \frac{\partial L}{\partial w_{ij}}
# = \sum_{k=1}^m \frac{\partial L}{\partial z_k} \frac{\partial z_k}{\partial w_{ij}}
# = \sum_{k=1}^m (a_k - y_k)\, \delta_{jk}\, x_i .
# $$
#
# ### Exercise 1 · The derivative by one weight
#
# > - **Given** `a[k]`, `y[k]`, `x[i]`: numbers of one sample, and the letters `i`, `j`, `k`
# > - **Write** `dL_dw`: the sum above without a sum and without a delta
# > - **Shapes** one expression for all `i` and `j`
# > - **Done when** it is $\partial L/\partial w_{ij}$ for every feature, every class, and any
# >   target whose entries sum to 1, one-hot or not
#
# <details><summary>Hint</summary>
#
# Of the $m$ terms, for how many $k$ is $\delta_{jk}$ not 0?
#
# </details>
# <details><summary>Next step</summary>
#
# Only $k = j$ is left. Put $j$ for $k$ in the other two factors. Compare with the picture.
#
# </details>

# %% nbgrader={"grade_id": "dL_dw", "solution": true}
dL_dw = None  # replace None by an expression in a[j], y[j] and x[i]
### BEGIN SOLUTION
dL_dw = (a[j] - y[j]) * x[i]
### END SOLUTION

# %% nbgrader={"grade_id": "test_dL_dw", "points": 1}
check.dL_dw(dL_dw)
### HIDDEN

# %% [markdown]
# ## 2 · And one bias?
#
# The same chain, with a shorter last link:

# %% nbgrader={"grade_id": "bias_of_logit", "locked": true}
# the letters again
from ce_helpers.sgd.symbolic import D, a, b, i, j, k, l, m, w, x, y, z

z_k = Sum(x[l] * w[l, k], (l, 1, D)) + b[k]
check_steps([sp.diff(z_k, b[j]), KroneckerDelta(j, k)], name="∂z_k/∂b_j")

# %% [markdown]
# ### Exercise 2 · The derivative by one bias
#
# > - **Given** `a[j]`, `y[j]` as in exercise 1, and $\partial z_k/\partial b_j = \delta_{jk}$
# > - **Write** `dL_db`: $\partial L/\partial b_j$
# > - **Shapes** one expression for all `j`
# > - **Done when** it is $\partial L/\partial b_j$ for every class and any such target
#
# <details><summary>Hint</summary>
#
# Compare the delta with that of the weight: what stood behind it there, and what stands here?
#
# </details>
# <details><summary>Next step</summary>
#
# A bias is the weight of a feature that is always 1. Put $x_i = 1$ in `dL_dw`.
#
# </details>

# %% nbgrader={"grade_id": "dL_db", "solution": true}
dL_db = None  # replace None by an expression in a[j] and y[j]
### BEGIN SOLUTION
dL_db = a[j] - y[j]
### END SOLUTION

# %% nbgrader={"grade_id": "test_dL_db", "points": 1}
check.dL_db(dL_db)
### HIDDEN

# %% [markdown]
# ## 3 · Many samples: from sums to matrices
#
# Now $N$ samples, one per row of $X$. The loss is their mean, plus a penalty that keeps the
# weights small; the biases are free:
#
# $$
# L = -\frac{1}{N} \sum_{s=1}^N \sum_{k=1}^m Y_{sk} \log A_{sk} + \frac{\lambda}{2} \sum_{i,j} w_{ij}^2 .
# $$
#
# Entry by entry, the sum over the samples is a matrix product:
#
# $$
# \frac{\partial L}{\partial w_{ij}} = \frac{1}{N} \sum_{s=1}^N X_{si} (A_{sj} - Y_{sj}) + \lambda w_{ij},
# \qquad
# \frac{\partial L}{\partial W} = \frac{1}{N} X^T (A - Y) + \lambda W .
# $$
#
# A bias is free of the penalty: $\partial L/\partial b_j = \frac{1}{N} \sum_s (A_{sj} - Y_{sj})$.
# Two functions are given:

# %% nbgrader={"grade_id": "given", "locked": true}
def log_softmax(Z):  # of each row, for logits of any size
    return Z - np.logaddexp.reduce(Z, axis=-1, keepdims=True)


def one_hot(labels, n_classes):  # a row of 0s with a single 1 for each label
    return (np.asarray(labels)[:, np.newaxis] == np.arange(n_classes)).astype(float)


# %% [markdown]
# ### Exercise 3 · Loss and gradients of a batch
#
# > - **Given** `X`, `Y`, `W`, `b` and `l2`, which is $\lambda$; `log_softmax`
# > - **Write** `loss_and_gradients(X, Y, W, b, l2=0.0)`, which returns `(loss, dW, db)`
# > - **Shapes** `(N, D)`, `(N, C)`, `(D, C)`, `(C,)` → a number, `(D, C)`, `(C,)`
# > - **Done when** the loss is the mean in nats; both gradients are those of that loss; the
# >   penalty counts in `loss` and `dW` and not in `db`; integers, float32, sizes of 1 and logits
# >   in the thousands work, the gradients are new arrays, and the arguments are left as they were
#
# <details><summary>Hint</summary>
#
# Start with `log_A = log_softmax(X @ W + b)`. The loss needs `log_A`, the gradients
# `np.exp(log_A)`. The rows of `Y` are targets, not always one-hot: multiply, do not index.
#
# </details>
# <details><summary>Next step</summary>
#
# Let `dZ = (np.exp(log_A) - Y) / len(X)`, of shape (N, C). Then `dW` is `X.T @ dZ` and the
# penalty's part; `db` is the sum of `dZ` over the samples, axis 0.
#
# </details>


# %% nbgrader={"grade_id": "loss_and_gradients", "solution": true}
def loss_and_gradients(X, Y, W, b, l2=0.0):
    """Return the mean cross-entropy plus l2/2 * sum(W**2), and its gradients dW and db."""
    ### BEGIN SOLUTION
    # a product of small integers may not fit their type
    X, W = np.asarray(X, dtype=float), np.asarray(W, dtype=float)
    log_A = log_softmax(X @ W + b)
    loss = -np.sum(Y * log_A) / len(X) + l2 / 2 * np.sum(np.square(W))
    dZ = (np.exp(log_A) - Y) / len(X)
    return loss, X.T @ dZ + l2 * W, dZ.sum(axis=0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_loss", "points": 1}
check.loss(loss_and_gradients)
### HIDDEN

# %% nbgrader={"grade_id": "test_gradients", "points": 1}
check.gradients(loss_and_gradients)
### HIDDEN

# %% nbgrader={"grade_id": "test_gradients_penalty", "points": 1}
check.gradients_penalty(loss_and_gradients)
### HIDDEN

# %% nbgrader={"grade_id": "test_gradients_inputs", "points": 1}
check.gradients_inputs(loss_and_gradients)
### HIDDEN

# %% [markdown]
# Always before training, the *gradient check*: your formula beside central differences of your loss.

# %%
rng = np.random.default_rng(0)
X_try, Y_try = rng.normal(size=(6, 2)), one_hot([0, 2, 2, 1, 0, 2], 3)
W_try, b_try = rng.normal(size=(2, 3)), rng.normal(size=3)
_, dW, db = loss_and_gradients(X_try, Y_try, W_try, b_try, 0.1)
gradient_check(lambda W: loss_and_gradients(X_try, Y_try, W, b_try, 0.1)[0], dW, W_try, name="dW");

# %% [markdown]
# ## 4 · Are the printed lines right?
#
# Four lines after the notes: A to C for one sample, D for $J$, the mean loss of $N$ samples. B
# multiplies three derivatives. D is what the note's update subtracts, times $\alpha$.
#
# | | left side | right side | after |
# |---|---|---|---|
# | A | $\partial z_k/\partial w_{ij}$ | $\delta_{jk}\, x_i$ | 000, the network (9) |
# | B | $\partial L/\partial w_{ij}$ | $-\frac{y_j}{a_j} \cdot a_j (1 - a_j) \cdot x_i$ | 002, chain rule |
# | C | $\partial L/\partial z_j$ | $a_j - y_j$ | 002, result |
# | D | $\partial J/\partial w_{ij}$ | $\sum_s X_{si} (A_{sj} - Y_{sj})$ | 002, update |

# %% nbgrader={"grade_id": "claims", "locked": true}
# the letters again; A[s, j], X[s, i] and Y[s, j] are entries of a batch
from ce_helpers.sgd.symbolic import A, D, N, X, Y, a, i, j, k, l, m, s, w, x, y, z

claims = {
    "A": KroneckerDelta(j, k) * x[i],
    "B": -y[j] / a[j] * a[j] * (1 - a[j]) * x[i],
    "C": a[j] - y[j],
    "D": Sum(X[s, i] * (A[s, j] - Y[s, j]), (s, 1, N)),
}
check.try_claims(claims)

# %% [markdown]
# You should see: for three entries, each left side, measured on a small network, beside the right
# side; then kinds of slip. The sample is of class 1: only for $j = 1$ is the target 1.
#
# ### Exercise 4a · Which lines hold?
#
# > - **Given** `claims`, the right sides, and the words above
# > - **Write** `verdicts`: for each letter `True` if the line holds, else `False`; `reasons`: for each
# >   other line the word for its kind of slip
# > - **Shapes** dictionaries; the keys of `verdicts` are A to D
# > - **Done when** all verdicts and reasons are right
#
# <details><summary>Hint</summary>
#
# A line holds when it holds for every entry, not only for the target's. SymPy has cancelled
# $a_j$ in B; that changes nothing.
#
# </details>
# <details><summary>Next step</summary>
#
# Divide right by left in each row of B and of D. Which line is right in some rows only, and
# which is off by the same factor everywhere? What else does $z_j$ move, and how many samples are in D?
#
# </details>

# %% nbgrader={"grade_id": "verdicts", "solution": true}
verdicts = {"A": None, "B": None, "C": None, "D": None}  # True or False for each
### BEGIN SOLUTION
verdicts = {"A": True, "B": False, "C": True, "D": False}
### END SOLUTION

# %% nbgrader={"grade_id": "reasons", "solution": true}
reasons = {}  # such as {"Z": "sign"}, had a line Z lost a minus
### BEGIN SOLUTION
reasons = {"B": "path", "D": "mean"}
### END SOLUTION

# %% nbgrader={"grade_id": "test_verdicts", "points": 1}
check.verdicts(verdicts, claims, reasons)
### HIDDEN

# %% [markdown]
# ### What B leaves out
#
# B follows one path, through the class's own output. But $z_j$ moves *every* $a_k$, and the paths
# with $k \ne j$ are missing: $\sum_{k \ne j} \frac{\partial L}{\partial a_k}
# \frac{\partial a_k}{\partial z_j}$, times $x_i$. There $\partial L/\partial a_k = -y_k/a_k$ and
# $\partial a_k/\partial z_j = -a_k a_j$.
#
# ### Exercise 4b · Mend the others
#
# > - **Given** lines B and D, as expressions in `claims`
# > - **Write** `repairs`: under `"B"` what must be *added* to the right side, under `"D"` what it
# >   must be *multiplied* by
# > - **Shapes** expressions in `a[j]`, `y[j]`, `x[i]`; and in `N`
# > - **Done when** the mended line equals its left side for every entry and any target of
# >   exercise 1; D for every number of samples
#
# <details><summary>Hint</summary>
#
# The two minus signs in each missing term cancel, and so does $a_k$. What do all $y_k$ with
# $k \ne j$ add up to? For D: what does a mean have that a sum has not?
#
# </details>
# <details><summary>Next step</summary>
#
# Each missing term is $y_k a_j$, and $\sum_{k \ne j} y_k = 1 - y_j$. Do not forget $x_i$.
#
# </details>

# %% nbgrader={"grade_id": "repair_letters", "locked": true}
# the letters again, whatever a cell above has made of them
from ce_helpers.sgd.symbolic import D, N, a, i, j, k, l, m, x, y, z

# %% nbgrader={"grade_id": "repairs", "solution": true}
repairs = {}  # {"B": what to add, "D": what to multiply by}
### BEGIN SOLUTION
repairs = {"B": a[j] * (1 - y[j]) * x[i], "D": 1 / N}
### END SOLUTION

# %% nbgrader={"grade_id": "test_repairs_chain", "points": 1}
check.repairs_chain(repairs, claims)
### HIDDEN

# %% nbgrader={"grade_id": "test_repairs_mean", "points": 1}
check.repairs_mean(repairs, claims)
### HIDDEN

# %% [markdown]
# ## 5 · What is the loss before the first step?
#
# Training starts from zeros. Here that does no harm: the loss is convex in $W$ and $b$, so every way
# down leads to the minimum. (With a hidden layer, all its units would stay alike.)
#
# ### Exercise 5 · The first loss
#
# > - **Given** a network with $C$ classes whose weights and biases are all 0
# > - **Write** in the cell below, in two or three sentences: what its loss is before the first
# >   step, for any data, and why; and what you would suspect if a training on ten classes, in
# >   batches of 32, began with a loss of 73.7
# > - **Done when** both are answered; your instructor reads this one
#
# <details><summary>Hint</summary>
#
# What are the logits? What does softmax make of equal logits? Then $-\log$ of that.
#
# </details>
# <details><summary>Next step</summary>
#
# $\log 10 \approx 2.303$. In what simple relation does 73.7 stand to it, and to the
# batch?
#
# </details>

# %% [markdown] nbgrader={"grade_id": "first_loss", "solution": true, "points": 1}
# === BEGIN MARK SCHEME ===
# Half a point each, in any words:
#
# - All logits are 0, so softmax gives every class 1/C whatever the sample; the true class costs
#   −log(1/C) = log C, and a mean of equal numbers is that number. (Only "log C" without a
#   reason: no points.)
# - 73.7 is 32 times log 10: a sum over the batch where the mean is meant. (Only weights that do
#   not start at zero: no points, as nothing then makes it 32 times log 10.)
# === END MARK SCHEME ===
#
# With $W = 0$ and $b = 0$ every logit is 0, whatever the sample. Softmax of equal logits is
# $1/C$ for each class, so each sample costs $-\log(1/C) = \log C$, and so does their mean. 73.7 is
# $32 \log 10$: I would suspect that the loss is summed over the batch where the mean is meant.

# %% [markdown]
# ## 6 · A few samples at a time
#
# A step on all $N$ samples is exact and slow; a step on a few is rough and cheap. *Stochastic*
# gradient descent deals the samples like cards: shuffle, then hand out `batch_size` at a time
# until none is left. A pass over all samples is an *epoch*.
#
# ### Exercise 6 · Minibatches
#
# > - **Given** `n_samples`, `batch_size`, and `rng`, a `numpy.random.Generator`
# > - **Write** `minibatches(n_samples, batch_size, rng)`, which yields arrays of indices
# > - **Shapes** each `(batch_size,)`; the last may be shorter, but not empty
# > - **Done when** each of `0 … n_samples - 1` comes exactly once; the order is one random
# >   permutation of all samples, drawn from `rng` anew at each call, every order equally likely
#
# <details><summary>Hint</summary>
#
# `rng.permutation(n_samples)` draws the whole order at once. Then only cutting is left.
#
# </details>
# <details><summary>Next step</summary>
#
# `for start in range(0, n_samples, batch_size):` yields the slice of the order from `start` to
# `start + batch_size`; a slice beyond the end is cut short by itself.
#
# </details>


# %% nbgrader={"grade_id": "minibatches", "solution": true}
def minibatches(n_samples, batch_size, rng):
    """Yield index arrays that hold each sample once, in random order."""
    ### BEGIN SOLUTION
    order = rng.permutation(n_samples)
    for start in range(0, n_samples, batch_size):
        yield order[start : start + batch_size]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_minibatches_partition", "points": 1}
check.minibatches_partition(minibatches)
### HIDDEN

# %% nbgrader={"grade_id": "test_minibatches_order", "points": 1}
check.minibatches_order(minibatches)
### HIDDEN

# %% [markdown]
# Your two functions walk down the loss of two weights. Each panel sees the same number of samples;
# only the size of the batch differs.

# %%
from ce_helpers.plots import movable

fig, axes = plots.paths(loss_and_gradients, minibatches)
movable.show("step")

# %% [markdown]
# You should see: level lines of the loss and three walks from 0. All samples a step: straight, not
# there yet. Eight a step: a little rough, and there. One a step: there at once, then restless around
# the minimum, because no single sample agrees with the mean. On average it does: a batch's gradient
# is *unbiased*. (With sliders, in JupyterLab: what does a longer step do to a batch of 1?)
#
# ## 7 · Step after step
#
# Each batch moves all parameters at once, against the gradient of its own loss:
# $W \leftarrow W - \alpha\, \partial L/\partial W$ and $b \leftarrow b - \alpha\, \partial L/\partial b$.
# Both gradients are taken at the *old* $W$ and $b$: a *simultaneous* update. One step on the samples
# of the gradient check, the loss before and after:

# %%
before, dW, db = loss_and_gradients(X_try, Y_try, W_try, b_try)
print(before, loss_and_gradients(X_try, Y_try, W_try - 0.1 * dW, b_try - 0.1 * db)[0])

# %% [markdown]
# ### Exercise 7 · Stochastic gradient descent
#
# > - **Given** `X`, `labels`, `n_classes` and the options below; your functions, `one_hot`
# > - **Write** `sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0)`
# > - **Shapes** `(N, D)`, `(N,)` integers 0 … C−1 → `W` `(D, C)`, `b` `(C,)`, `history` of
# >   `epochs + 1` numbers
# > - **Done when** it starts from zeros; every step follows both formulas at the same
# >   `learning_rate`, each batch averaged over its own samples; `l2` pulls at `W` alone, in every
# >   step; one generator, seeded once with `seed`, shuffles anew for every epoch; all `epochs` are
# >   run, none too, and `history` holds the loss on all data, penalty included, before and after
# >   each; integers and float32 work, `W` and `b` are new arrays, and the arguments are left as they
# >   were
#
# <details><summary>Hint</summary>
#
# Two loops: over the epochs, and in it over `minibatches(len(X), batch_size, rng)`. What must
# stand before the first loop, what between the two, what after the inner one?
#
# </details>
# <details><summary>Next step</summary>
#
# Before: zeros, `Y`, `rng = np.random.default_rng(seed)`, and the first entry of `history`.
# Inside: `_, dW, db = loss_and_gradients(X[batch], Y[batch], W, b, l2)`, then both updates as
# `W = W - …`. After each epoch: one entry more, on all of `X`.
#
# </details>


# %% nbgrader={"grade_id": "sgd", "solution": true}
def sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    """Train from zeros by stochastic gradient descent; return W, b and the history."""
    ### BEGIN SOLUTION
    Y, rng = one_hot(labels, n_classes), np.random.default_rng(seed)
    W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)
    history = [loss_and_gradients(X, Y, W, b, l2)[0]]
    for _ in range(epochs):
        for batch in minibatches(len(X), batch_size, rng):
            _, dW, db = loss_and_gradients(X[batch], Y[batch], W, b, l2)
            W, b = W - learning_rate * dW, b - learning_rate * db
        history.append(loss_and_gradients(X, Y, W, b, l2)[0])
    return W, b, history
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_sgd_step", "points": 1}
check.sgd_step(sgd)
### HIDDEN

# %% nbgrader={"grade_id": "test_sgd_batches", "points": 1}
check.sgd_batches(sgd)
### HIDDEN

# %% nbgrader={"grade_id": "test_sgd_shuffle", "points": 1}
check.sgd_shuffle(sgd)
### HIDDEN

# %% nbgrader={"grade_id": "test_sgd_history", "points": 1}
check.sgd_history(sgd)
### HIDDEN

# %% nbgrader={"grade_id": "test_sgd_penalty", "points": 1}
check.sgd_penalty(sgd)
### HIDDEN

# %% nbgrader={"grade_id": "test_sgd_inputs", "points": 1}
check.sgd_inputs(sgd)
### HIDDEN

# %% [markdown]
# ## 8 · Iris: which species is a new flower?
#
# 150 flowers of three species; of their four measurements we take two, because two can be drawn. A
# third of the flowers is *held out*: never shown in training, so that it tells what was learned from
# what was merely memorised.

# %% nbgrader={"grade_id": "iris", "locked": true}
train, held_out = data.train_test_split(data.iris(), held_out=1 / 3, seed=0)
petals = [train.feature_names.index(name) for name in train.feature_names if "petal" in name]

# %%
W2 = b2 = None  # until sgd is written
W2, b2, history = sgd(train.X[:, petals], train.labels, 3, learning_rate=0.1, epochs=100, batch_size=10)

# %% [markdown]
# A new flower goes to the most probable class. Softmax keeps the order of the logits, so the
# largest logit decides.
#
# ### Exercise 8 · A prediction
#
# > - **Given** `X`, and `W`, `b` of a trained network
# > - **Write** `predict(X, W, b)`: the class of each sample
# > - **Shapes** `(N, D)`, `(D, C)`, `(C,)` → `(N,)` integers from 0 to C − 1
# > - **Done when** each is the index of the sample's largest logit, an integer, biases included,
# >   for logits of any size, in a new array
#
# <details><summary>Hint</summary>
#
# `np.argmax` over one of the two axes of `Z`. Which one has length $C$?
#
# </details>
# <details><summary>Next step</summary>
#
# $Z = XW + b$ has a row for each sample; the classes lie along `axis=1`.
#
# </details>


# %% nbgrader={"grade_id": "predict", "solution": true}
def predict(X, W, b):
    """Return the class with the largest logit for each sample."""
    ### BEGIN SOLUTION
    return np.argmax(np.asarray(X, dtype=float) @ W + b, axis=1)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_predict", "points": 1}
check.predict(predict)
### HIDDEN

# %%
fig, ax = plots.regions(predict, W2, b2, train, petals, "Softmax draws straight borders between species")

# %% [markdown]
# You should see: three regions with straight borders, because $z_j - z_k$ is linear in $x$; one
# species far from the rest; a few flowers across the border of the other two.

# %% [markdown]
# ## 9 · Handwritten digits: how long a step?
#
# 1797 digits of 8 × 8 pixels, ink from 0 to 1: 64 features, 10 classes. A quarter is held out.

# %% nbgrader={"grade_id": "digits", "locked": true}
digits, digits_held_out = data.train_test_split(data.digits(), held_out=1 / 4, seed=3)

# %%
few, few_labels, histories = digits.X[:300], digits.labels[:300], {}
for rate in (0.01, 0.1, 1, 20):
    W, b, history = sgd(few, few_labels, 10, learning_rate=rate, epochs=9, batch_size=32, seed=1)
    share = np.mean(predict(digits_held_out.X, W, b) == digits_held_out.labels)
    histories[f"α = {rate:g}: {share:.0%} right"] = history
fig, ax = plots.loss_curves(histories, 10, "Too small a step crawls, too large a step leaps about")

# %% [markdown]
# You should see: all four start at $\log 10 \approx 2.30$. $\alpha = 0.01$ is still far up after
# nine epochs, 0.1 on its way, 1 soon far down; 20 leaps far above its start, and where it ends is
# luck. Of the held-out digits, 1 gets most right.
#
# ### Exercise 9 · Your own settings
#
# > - **Given** `digits`, `digits_held_out`; your `sgd` and `predict`
# > - **Write** `settings`: a dictionary with `learning_rate`, `epochs` (at most 60),
# >   `batch_size`, and `l2` if you like
# > - **Shapes** a number under each name, as `sgd` takes them
# > - **Done when** at least 95 % of the held-out digits are predicted right
#
# <details><summary>Hint</summary>
#
# Choose $\alpha$ from the picture, where the loss falls far without leaping, and let it run longer
# than nine epochs. A small batch makes more steps an epoch.
#
# </details>
# <details><summary>Next step</summary>
#
# Batches of 32 with $\alpha$ between 0.3 and 1 get there in twelve to twenty epochs.
#
# </details>

# %% nbgrader={"grade_id": "settings", "solution": true}
settings = None  # replace None by {"learning_rate": …, "epochs": …, "batch_size": …}
### BEGIN SOLUTION
settings = {"learning_rate": 0.5, "epochs": 12, "batch_size": 32}
### END SOLUTION

# %% nbgrader={"grade_id": "test_settings", "points": 1}
check.settings(settings, digits, digits_held_out)
### HIDDEN

# %% [markdown]
# Now train with your settings, and look at digits that the network has never seen:

# %%
W = b = predicted = None  # until all three are written
W, b, history = sgd(digits.X, digits.labels, 10, **check.as_settings(settings))
predicted = predict(digits_held_out.X, W, b)
check.held_out_accuracy(predicted, digits_held_out.labels)

# %% [markdown]
# Below 95 %? Go back and change the settings. (Settings chosen on held-out data flatter the
# result; a third part, untouched until the end, would tell.) What has each class learned? Its column
# of $W$, one weight per pixel:

# %%
fig, ax = plots.templates(W)

# %% [markdown]
# You should see: ten blurred pictures, positive where ink speaks for the digit, negative where it
# speaks against it. The 0 is negative in its middle: ink there means another digit.

# %% [markdown]
# ## You have
#
# - derived $\partial L/\partial w_{ij} = (a_j - y_j)\, x_i$ and carried it to
#   $\frac{1}{N} X^T (A - Y)$;
# - mended a chain rule without its sum, and a mean without its $1/N$;
# - written the loss with its gradients, minibatches and SGD, checked by their properties;
# - trained on iris and on digits, from a first loss of $\log C$ that you can explain.
#
# Next: `04_binary` looks at two classes and at many labels; `05_hinge` trains the same digits
# with another loss. What stands below the count, *Further*, is there if you like: no points depend
# on it.

# %%
check.summary()

# %% [markdown]
# ## Further · The mean, or the sum?
#
# Does a factor matter, when $\alpha$ could absorb it? The same ten points, then each of them ten
# times, then a hundred times; one $\alpha$ for all:

# %%
fig, axes = plots.sum_or_mean(loss_and_gradients)

# %% [markdown]
# You should see: on the left three curves that lie on each other; on the right the copies jump
# far above the start. Without $1/N$ the step grows with the data, although copies say nothing
# new. The mean has a price, too: a lone sample in a short last batch moves $W$ as far as a full
# batch does.
#
# ## Further · How large a batch?

# %%
histories = {
    f"batch of {size}": sgd(few, few_labels, 10, learning_rate=0.3, epochs=9, batch_size=size)[2]
    for size in (len(few), 128, 32, 4)
}
fig, ax = plots.loss_curves(histories, 10, "The same α and epochs: small batches make more steps")

# %% [markdown]
# You should see: one step an epoch hardly moves; each smaller batch gets further, since it takes
# more steps; a batch of 4 is lowest, and takes longest on the clock. With a constant $\alpha$ such
# walks never settle; with one that shrinks like 1 over the number of steps they do (Robbins and Monro, 1951).
#
# ## Further · The digits that were mistaken

# %%
fig, axes = plots.mistaken(digits_held_out.X, digits_held_out.labels, predicted)

# %% [markdown]
# You should see: six held-out digits that were taken for others. Some of them you would mistake
# as well. Which ones get mixed up?

# %%
fig, ax = plots.confusion(digits_held_out.labels, predicted)

# %% [markdown]
# You should see: about 45 in each square of the diagonal, and few beside it: hardly two digits are
# mixed up often. (This is called a *confusion matrix*.)

# %% [markdown]
# ## Further · How sure is it?
#
# The held-out digits once more, in nine groups from the least sure to the surest.

# %%
fig, ax = plots.reliability(digits_held_out, W, b)

# %% [markdown]
# You should see: points above the dotted line. This network is right *more* often than it says: its
# training was short. (Large networks, trained for long, err on the other side.) Can one number mend
# that?

# %%
fig, ax = plots.temperature(digits_held_out, W, b)

# %% [markdown]
# You should see: the loss is lowest at a temperature below 1, where softmax is sharper. No prediction
# changes; the sureness does. This is *calibration*.

# %% [markdown]
# ## Further · Break it
#
# Six trainers learn 300 digits with $\alpha = 1$, in batches of 30 and in float32. (The ink of one
# picture was left in 0 … 16: that spike is not theirs.) Each has one fault:
#
# 1. one maximum is taken from all logits of a batch, not one from each row;
# 2. the $1/N$ is forgotten;
# 3. the error is $y - a$;
# 4. every batch gets the labels of the first 30 rows: `Y[:30]` for `Y[batch]`;
# 5. softmax overwrites the logits, and the loss is computed from what stands in their place;
# 6. the generator is seeded again before each epoch.
#
# Which curve is whose? Write six numbers down, then unfold.

# %%
from ce_helpers.plots import broken

fig, axes = broken.curves()

# %% [markdown]
# You should see: six panels with the loss of each batch, over the thin line of a trainer without a fault; dotted,
# $\log 10$. A hardly falls, and yet predicts well. B leaps a hundred nats high, then jumps up
# and down. C is on the thin line until it ends at a cross, in NaN. D climbs on and on.
# E falls like the thin line; in the end, its teeth are the same in each epoch. F stays
# about $\log 10$ or above it.
#
# <details><summary>Which is which</summary>
#
# - **A is 5.** The slopes were taken in time, so it learns. But the loss takes probabilities for logits, and
#   even for sure and right ones softmax of $(1, 0, …, 0)$ costs $\log (1 + 9/e) \approx 1.46$.
# - **B is 2.** Each step is 30 times as long: the weights are soon so large that every mistake costs
#   many nats, and everything else nothing.
# - **C is 1.** Beside the picture that was not scaled, all exponentials of another row round to 0, and the
#   logarithm of their sum is $-\infty$. With the row's own maximum it is at least 1.
# - **D is 3.** Every step walks up the loss: no more right than by guessing, and no end.
# - **E is 6.** The only fault that no loss gives away: each epoch is shuffled like the one before. Look at the teeth.
# - **F is 4.** Pictures with the labels of others: there is nothing to learn but the classes' shares,
#   about a tenth each.
#
# </details>

# %% [markdown]
# ## Further · Two proofs
#
# Step 1 of section 1, before $\sum_k y_k = 1$ is put in:

# %% nbgrader={"grade_id": "slope_by_logit", "locked": true}
# the letters again, whatever a cell above has made of them
from ce_helpers.sgd.symbolic import D, a, b, i, j, k, l, m, w, x, y, z

loss = -Sum(y[k] * sp.log(softmax_entry(k)), (k, 1, m))
by_logit = softmax_entry(j) * Sum(y[k], (k, 1, m)) - y[j]
check_steps([differentiate(loss, z[j]), by_logit], name="∂L/∂z_j")

# %% [markdown]
# And the gradients of section 3, for any numbers of samples, features and classes. (Rows of $Y$ sum
# to 1, so the loss of a sample is $\log \sum_k e^{Z_{sk}} - \sum_k Y_{sk} Z_{sk}$.)

# %% nbgrader={"grade_id": "matrix_form", "locked": true}
from ce_helpers.sgd.symbolic import D, N, X, Y, b, i, j, k, l, m, p, q, s, w  # entries of a batch


def Z(s, c):
    return Sum(X[s, p] * w[p, c], (p, 1, D)) + b[c]


A_sj = sp.exp(Z(s, j)) / Sum(sp.exp(Z(s, l)), (l, 1, m))
strength = sp.Symbol("lambda", positive=True)
losses = sp.log(Sum(sp.exp(Z(s, l)), (l, 1, m))) - Sum(Y[s, k] * Z(s, k), (k, 1, m))
mean = Sum(losses, (s, 1, N)) / N + strength / 2 * Sum(w[p, q] ** 2, (p, 1, D), (q, 1, m))
by_weight = Sum(X[s, i] * (A_sj - Y[s, j]), (s, 1, N)) / N + strength * w[i, j]
check_steps([differentiate(mean, w[i, j]), by_weight], name="gradient of the weights")
by_bias = Sum(A_sj - Y[s, j], (s, 1, N)) / N
check_steps([differentiate(mean, b[j]), by_bias], name="gradient of the biases")

# %% [markdown]
# ## Further · Do four features tell more than two?

# %%
for name, columns in (("two features", petals), ("four features", [0, 1, 2, 3])):
    W4, b4, _ = sgd(train.X[:, columns], train.labels, 3, learning_rate=0.1, epochs=100, batch_size=10)
    right = [np.mean(predict(part.X[:, columns], W4, b4) == part.labels) for part in (train, held_out)]
    print(f"{name}: {right[0]:.1%} of the training flowers, {right[1]:.1%} of those held out")

# %% [markdown]
# ## Further · One step in five trainers
#
# All have gradients $G$ and $g$ of the same mean loss, step length $\alpha$ and `l2` $\lambda$.
#
# | trainer | new weights | new biases |
# |---|---|---|
# | yours, glmnet | $W - \alpha (G + \lambda W)$ | $b - \alpha g$ |
# | PyTorch, MLX, tinygrad, PaddlePaddle: `weight_decay` | $W - \alpha (G + \lambda W)$ | $b - \alpha (g + \lambda b)$ |
# | optax: `add_decayed_weights`, then `sgd` | as PyTorch | as PyTorch |
# | optax: `sgd`, then `add_decayed_weights` | $W - \alpha G + \lambda W$ | $b - \alpha g + \lambda b$ |
# | Keras: `kernel_regularizer=L2(l2)` | $W - \alpha (G + 2 \lambda W)$ | $b - \alpha g$ |

# %%
from ce_helpers.plots import libraries as more_plots

fig, axes = more_plots.decays()

# %% [markdown]
# You should see: a weight and a bias that nothing but the penalty moves ($G = g = 0$). The weight
# shrinks, twice as fast where the penalty has no half; in optax's wrong order both *grow*. The bias
# stays at 1 where it is free, and shrinks with `weight_decay`. Curves on each other are trainers
# that agree: you and PyTorch on the weight, you and Keras on the bias.
#
# ### Not graded · Your step as libraries take it
#
# > - **Given** `W`, `b`, their gradients `G`, `g` without penalty, `rate` and `l2`
# > - **Write** `matched(W, b, G, g, rate, l2)`: the step of PyTorch, of Keras with L2, and of optax
# >   in the wrong order
# > - **Shapes** a dictionary: `"PyTorch"`, `"Keras"`, `"optax"` → a pair, shaped as `W` and `b`
# > - **Done when** each pair is that library's; no points depend on it
#
# <details><summary>Hint</summary>
#
# Start with your own step. Which of them leaves the biases alone? Where does the rate stand?
#
# </details>
# <details><summary>Next step</summary>
#
# PyTorch is `(W - rate * (G + l2 * W), b - rate * (g + l2 * b))`.
#
# </details>


# %% nbgrader={"grade_id": "matched", "solution": true}
def matched(W, b, G, g, rate, l2):
    """Return weights and biases after one step of PyTorch, Keras and optax in the wrong order."""
    ### BEGIN SOLUTION
    return {
        "PyTorch": (W - rate * (G + l2 * W), b - rate * (g + l2 * b)),
        "Keras": (W - rate * (G + 2 * l2 * W), b - rate * g),
        "optax": (W - rate * G + l2 * W, b - rate * g + l2 * b),
    }
    ### END SOLUTION


# %%
from ce_helpers import libraries

libraries.matched_steps(matched)

# %% [markdown]
# <details><summary>The letters of the notes</summary>
#
# | here | 000 Wocjan | 002 Lê |
# |---|---|---|
# | $N$ | | $n$, later $m$ |
# | $D$ | $n$ | $n$ |
# | $C$, in proofs $m$ | $m$ | $K$, $C$ |
# | $x$; $X$ | $x$ | $x^{(i)}$ |
# | $y$; $Y$ | $y$ | $t$, $T$; $y^{(i)}$ |
# | $W$, $w_{ij}$ | $w_{ji}$ | $\theta$ |
# | $b$ | $b$ | |
# | $z$; $Z$ | $z$ | $z$ |
# | $a$; $A$ | $a$ | $y$ |
# | $L$ | $\mathcal{L}$ | $\xi$, $J$ |
# | $\alpha$, `learning_rate` | | $\alpha$ |
#
# </details>
# <details><summary>Sources, and what this notebook covers of them</summary>
#
# - Pawel Wocjan, *Softmax and categorical cross-entropy loss*, 2019 (000): the network (9); the
#   derivatives by weights and biases and the SGD that he leaves as homework.
# - Lê Anh Cường, *Multi-class classification with Softmax function* (002, after Peter Roelants): the chain to the
#   parameters; the batch loss, sum against mean; gradient descent with simultaneous updates,
#   here for softmax; iris with decision regions on two features.
# - Errata 9, 19, 21 and 22.
# - R. A. Fisher's iris data, 1936; *Optical Recognition of Handwritten Digits*, E. Alpaydin and
#   C. Kaynak, UCI Machine Learning Repository, 1998.
#
# </details>
