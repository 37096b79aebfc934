# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3 (ipykernel), language: python, name: python3}
# ---

# %% [markdown]
# # 05 · The hinge loss: right by a margin
#
# **You will**
#
# - *see* how the hinge loss differs from cross-entropy, and what a kink does to a derivative;
# - *derive* its gradients, in scalars, in vectors and in words (Quiz 2);
# - *write* loss, gradient and training without a loop over samples;
# - *train* on flowers and digits, side by side with softmax;
# - *check* four claims about the loss and mend the wrong ones.
#
# About two hours, 20 points, 4 of them marked by hand. You need the chain rule, matrix products and
# NumPy broadcasting.
#
# Run the cells in order. Write each answer over the line below `# Your answer`. The check below
# names what it first finds missing; grading tries more cases: read *Done when*. Stuck? Unfold
# **hint**, then **next step**.

# %% nbgrader={"grade_id": "setup", "locked": true}
# NumPy, SymPy, Matplotlib and Python's own modules are there when your work is graded; no others
import numpy as np
import sympy as sp
from sympy import KroneckerDelta, Max, Piecewise, Sum

from ce_helpers import data, hand_in
from ce_helpers import hinge as check
from ce_helpers.numeric import central_gradient, gradient_check
from ce_helpers.hinge import plots
from ce_helpers.symbolic import check_steps, j, l, m

hand_in.look()

# %% [markdown]
# ## Right, and by how much?
#
# For each of 450 held-out digits: the score of its true class less that of its best rival. Below 0 it
# is mistaken. Which of them would *you* go on correcting?

# %%
fig, ax = plots.leads()

# %% [markdown]
# You should see: 13 digits are mistaken and 9 right by a hair; 428 lead by 1 or more, most of them by
# far. Cross-entropy asks every one of them to do better; the *hinge loss* leaves those 428 alone, and
# learns from the other 22. Its price is a corner, where there is no derivative.
#
# ## Notation
#
# <details><summary>Letters, shapes and what they mean</summary>
#
# | here | shape | meaning |
# |---|---|---|
# | $C$, in proofs $m$ | | classes |
# | $N$, $D$ | | samples, features |
# | $x$; `X` | $(D,)$; $(N, D)$ | one sample; one per row |
# | $t$; `labels` | one number; $(N,)$ | target as one number: the true class; `y` in the names of code, as on the sheet |
# | $W$; $w_j$ | $(D, C)$; $(D,)$ | weights; column of class $j$ |
# | $z = W^T x$ | $(C,)$ | scores of one sample |
# | $\Delta$; `margin` | | lead that costs nothing |
# | $u_j = z_j - z_t + \Delta$ | | shortfall against rival $j$ |
# | $L$; `loss` | | loss; a mean over samples |
# | $\lambda$; `l2` | | strength of the penalty |
#
# </details>
#
# A *rival* is a class other than the true one. It *violates* the margin where $u_j > 0$.
# Formulas count classes from 1, code from 0. 000 to 003 are this course's notes, 003 the quiz sheet;
# their letters are at the end.

# %% [markdown]
# ## 1 · One feature: a piecewise linear loss
#
# The score $z_t$ of the true class $t$ should lead the $z_j$ of each rival by a margin $\Delta$; beyond
# that, the loss is 0.
#
# $$
# L = \sum_{j \ne t} \max(0,\ z_j - z_t + \Delta), \qquad z = W^T x .
# $$

# %%
from ce_helpers.plots import movable

fig, ax = plots.over_the_lead()
movable.show("lead")

# %% [markdown]
# You should see: the hinge falls in a straight line and stays at exactly 0 from a lead of 1 on.
# Cross-entropy bends towards 0 and never gets there. The dotted step charges 1 for a mistake. (With a
# slider, in JupyterLab: watch the two slopes.)
#
# One term, $\max(0, u)$, is two straight lines that meet at a *kink*.

# %%
fig, ax = plots.kink()

# %% [markdown]
# You should see: a line of slope 0 on the left, of slope 1 on the right. Many lines through the kink
# stay below the loss: each of their slopes, from 0 to 1, is a *subgradient*. A computer needs one of
# them. The strict comparison $u > 0$ picks 0.
#
# ### Step 1: the outer derivative
#
# The *indicator* $1_A$ is 1 where $A$ is true, else 0. Away from the kink the derivative of
# $\max(0, u)$ is $1_{(u > 0)}$, in SymPy `indicator(u)`:

# %% nbgrader={"grade_id": "outer_slope", "locked": true}
from ce_helpers.hinge.symbolic import indicator

left, right = sp.Symbol("v", negative=True), sp.Symbol("v", positive=True)
check_steps([sp.diff(Max(0, left), left), 0, indicator(left)], name="left of the kink")
check_steps([sp.diff(Max(0, right), right), 1, indicator(right)], name="right of the kink")

# %% [markdown]
# ### Step 2: the inner derivatives
#
# Take one feature, so that $x$ and all weights are scalars, and $\Delta = 1$. Give the $m - 1$ rivals
# the numbers 1 to $m - 1$; the true class has the weight $w_t$, `w_y` in code. (With $m = 1$ there is no
# rival: a sum whose upper limit lies below its lower one has no terms and is 0, a product 1.) Then
#
# $$
# u_j = w_j x - w_t x + 1, \qquad
# \frac{\partial u_j}{\partial w_j} = x, \qquad
# \frac{\partial u_j}{\partial w_t} = -x .
# $$

# %% nbgrader={"grade_id": "inner_slopes", "locked": true}
# the letters again, whatever a cell above has made of them
from sympy import Max, Sum

from ce_helpers.hinge.symbolic import indicator, u, w, w_y, x
from ce_helpers.symbolic import j, l, m

print("u(j) is", u(j))
loss = Sum(Max(0, u(l)), (l, 1, m - 1))
check_steps([sp.diff(u(j), w[j]), x], name="∂u_j/∂w_j")
check_steps([sp.diff(u(j), w_y), -x], name="∂u_j/∂w_y")

# %% [markdown]
# In the sum, the weight $w_j$ of a rival occurs in one term alone.
#
# ### Exercise 1a · The slope by a rival's weight
#
# > - **Given** `u(j)`, `indicator(…)`, `x`
# > - **Write** `d_hinge_wj`: $\partial L/\partial w_j$ for a rival $j \ne t$
# > - **Shapes** one expression in `w[j]`, `w_y` and `x`
# > - **Done when** it is the derivative of `loss` for any weights off the kinks, without a sum or
# >   delta; *at* a kink any value is accepted, and `sp.Heaviside` instead of `indicator` is fine
#
# <details><summary>Hint</summary>
#
# Chain rule: the outer derivative at $u_j$, times the inner derivative with respect to $w_j$.
#
# </details>
# <details><summary>Next step</summary>
#
# The outer derivative is `indicator(u(j))`; step 2 has the inner one.
#
# </details>

# %% nbgrader={"grade_id": "d_hinge_wj", "solution": true}
d_hinge_wj = None  # replace None by an expression in indicator(u(j)) and x
### BEGIN SOLUTION
d_hinge_wj = indicator(u(j)) * x
### END SOLUTION

# %% nbgrader={"grade_id": "test_d_hinge_wj", "points": 1}
check.d_hinge_wj(d_hinge_wj)
### HIDDEN

# %% [markdown]
# The weight $w_t$ of the true class occurs in *every* term. Here they are for three rivals:

# %% nbgrader={"grade_id": "three_rivals", "locked": true}
# the letters again, whatever a cell above has made of them
from sympy import Max, Sum

from ce_helpers.hinge.symbolic import indicator, u, w, w_y, x
from ce_helpers.symbolic import j, l, m

Sum(Max(0, u(l)), (l, 1, 3)).doit()

# %% [markdown]
# ### Exercise 1b · The slope by the true class's weight
#
# > - **Given** `u(l)`, `indicator(…)`, `x`; `Sum(…, (l, 1, m - 1))` adds over the rivals
# > - **Write** `d_hinge_wy`: $\partial L/\partial w_t$, for any number of classes `m`
# > - **Shapes** one expression in `w[l]` under a `Sum`, `w_y`, `x` and `m`
# > - **Done when** it is the derivative of `loss` off the kinks, for one rival or many
#
# <details><summary>Hint</summary>
#
# The derivative of a sum is the sum of the derivatives. What is the inner derivative of every term?
#
# </details>
# <details><summary>Next step</summary>
#
# A sum of indicators is a *count*: here, of the rivals that violate the margin. The inner
# derivative $-x$ is the same for all and can stand in front.
#
# </details>

# %% nbgrader={"grade_id": "d_hinge_wy", "solution": true}
d_hinge_wy = None  # replace None by an expression with Sum(…, (l, 1, m - 1))
### BEGIN SOLUTION
d_hinge_wy = -Sum(indicator(u(l)), (l, 1, m - 1)) * x
### END SOLUTION

# %% nbgrader={"grade_id": "test_d_hinge_wy", "points": 1}
check.d_hinge_wy(d_hinge_wy)
### HIDDEN

# %% [markdown] nbgrader={"grade_id": "quiz_2_question", "locked": true}
# ## 2 · The same in vectors
#
# The score of a linear classifier for sample $i$ is $z = W^T x_i$, with $w_j$ the column $j$ of
# $W$ and $y_i$ the label, our $t$. The loss of the sheet (003) is
#
# $$
# L_i = \sum_{j \ne y_i} \max(0,\ w_j^T x_i - w_{y_i}^T x_i + 1) .
# $$
#
# Show that its gradients are
#
# $$
# \nabla_{w_j} L_i = 1_{(w_j^T x_i - w_{y_i}^T x_i + 1 > 0)}\, x_i \tag{3}
# $$
#
# $$
# \nabla_{w_{y_i}} L_i
# = - \Bigl( \sum_{j \ne y_i} 1_{(w_j^T x_i - w_{y_i}^T x_i + 1 > 0)} \Bigr) x_i \tag{4}
# $$
#
# ### Exercise 2 · Quiz 2, in words
#
# > - **Given** exercise 1, which is the case of scalars
# > - **Write** why (3) and (4) hold, about ten lines of text and formulas. Say for which $j$ (3) is
# >   meant, where the count in (4) comes from, and what happens at a kink
# > - **Done when** every step has a reason. Marked by hand, 3 points
#
# <details><summary>Hint (the sheet's own)</summary>
#
# Let $w_j$ and $x_i$ be scalars first and use the chain rule. Then go over to vectors.
#
# </details>
# <details><summary>Next step</summary>
#
# A gradient is the list of partial derivatives. Take one entry $w_{dj}$ of $w_j$: in
# $w_j^T x_i = \sum_d w_{dj} x_{id}$ it stands beside $x_{id}$ alone. What do all $D$ entries look
# like, stacked into a vector?
#
# </details>
#
# === BEGIN MARK SCHEME ===
#
# **Marking scheme, 3 points.** One for each:
#
# 1. *(3).* Chain rule, scalars or vectors: outer derivative $1_{(u_j > 0)}$, inner derivative $x_i$;
#    only one term holds $w_j$. Said to be for $j \ne y_i$.
# 2. *(4).* $w_{y_i}$ stands in every term with inner derivative $-x_i$; the sum of the indicators is
#    the number of violating rivals. Sign and count both explained.
# 3. *Vectors, and the kink.* Entry by entry, $\partial u_j / \partial w_{dj} = x_{id}$, collected
#    into $x_i$ (or $\nabla_w (w^T x) = x$, with a reason). At $u_j = 0$ there is no gradient; the
#    strict $>$ takes the subgradient 0.
#
# Half a point where the formula is right and the reason missing; half a point for 3 where either
# part is missing. Any notation; no marks off for language.
#
# === END MARK SCHEME ===

# %% [markdown] nbgrader={"grade_id": "quiz_2", "solution": true, "points": 3}
# Let $u_j = w_j^T x_i - w_{y_i}^T x_i + 1$, so $L_i = \sum_{j \ne y_i} \max(0, u_j)$.
#
# *Scalars.* The slope of $\max(0, u)$ is 0 for $u < 0$ and 1 for $u > 0$, that is
# $1_{(u > 0)}$. For a rival, $j \ne y_i$, the weight $w_j$ stands in the term of $u_j$ alone, and
# $\partial u_j/\partial w_j = x_i$. The chain rule gives
# $\partial L_i/\partial w_j = 1_{(u_j > 0)} x_i$. The weight $w_{y_i}$ stands in the terms of all
# rivals, each time with $\partial u_j/\partial w_{y_i} = -x_i$. So the derivative is
# $\sum_{j \ne y_i} 1_{(u_j > 0)} \cdot (-x_i)$; the sum counts the rivals that violate the margin.
#
# *Vectors.* Take one entry $w_{dj}$. In $w_j^T x_i = \sum_d w_{dj} x_{id}$ it is multiplied by
# $x_{id}$, so the scalar result holds with $x_{id}$ in the place of $x_i$. The indicator does not
# depend on $d$. The $D$ partial derivatives, stacked, are $1_{(u_j > 0)}$ times the
# vector $x_i$: (3). In the same way minus the count times $x_i$: (4).
#
# *Limits.* (3) is meant for $j \ne y_i$ only; for $j = y_i$ (4) applies. At $u_j = 0$ the left and
# right slopes are 0 and 1 and there is no gradient; the strict $>$ chooses 0 from the
# subgradients between them.

# %% [markdown]
# ## 3 · Which rivals cost something?
#
# One sample with six scores; class 2 is the true one. (The sum over all rivals is the loss of Weston
# and Watkins, 1999; for others see the end.)

# %%
fig, ax = plots.violators(np.array([1.2, -0.6, 1.5, 2.4, 0.2, 0.9]), true_class=2)

# %% [markdown]
# You should see: a dashed line one margin below the score of the true class. Three rivals stand
# above it, also two whose score is *lower* than that of the true class: to lead is not enough. A
# violator pays its height above the line.
#
# ### Exercise 3 · The loss in code
#
# > - **Given** `X`, `labels`, `W`, and the lead `margin`
# > - **Write** `hinge_loss(X, labels, W, margin=1.0)`: the sum over all $j \ne t$, its mean over
# >   the samples
# > - **Shapes** `(N, D)`, `(N,)`, `(D, C)` → one number
# > - **Done when** it is right for one sample at any margin (1 where none is given), and for a
# >   batch; integers (bytes in `X`, too), float32 and large data work, and the arguments stay as
# >   they were
#
# <details><summary>Hint</summary>
#
# All scores at once: `X @ W`. The score of the true class, one for each sample: index the rows with
# `np.arange(N)` and the columns with `labels`.
#
# </details>
# <details><summary>Next step</summary>
#
# `scores - own[:, np.newaxis] + margin` has shape `(N, C)`; `np.maximum(0, …)` of it, with the
# entries of the true classes set to 0, is every term of every sample. Add them all, divide by N.
#
# </details>


# %% nbgrader={"grade_id": "hinge_loss", "solution": true}
def hinge_loss(X, labels, W, margin=1.0):
    """Return the mean over samples of the sum over rivals of max(0, z_j - z_t + margin)."""
    ### BEGIN SOLUTION
    rows = np.arange(len(X))
    scores = np.asarray(X, dtype=float) @ W
    costs = np.maximum(0, scores - scores[rows, labels][:, np.newaxis] + margin)
    costs[rows, labels] = 0
    return costs.sum() / len(X)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_hinge_loss_values", "points": 1}
check.hinge_loss_values(hinge_loss)
### HIDDEN

# %% nbgrader={"grade_id": "test_hinge_loss_batch", "points": 1}
check.hinge_loss_batch(hinge_loss)
### HIDDEN

# %% [markdown]
# ## 4 · Which columns does one sample move?
#
# By (3) and (4) of Quiz 2, column $j$ of $\partial L/\partial W$ is $1_{(u_j > 0)}\, x$ for a rival and
# $-n_t\, x$ for the true class, where $n_t = \sum_{j \ne t} 1_{(u_j > 0)}$ counts the violators.
# The columns add up to 0: what pushes the violators down pushes the true class up.
#
# ### Exercise 4 · The gradient of one sample
#
# > - **Given** one sample `x`, its class `label`, `W`, and `margin`
# > - **Write** `hinge_gradient_sample(x, label, W, margin=1.0)`; a loop over the classes is fine
# > - **Shapes** `(D,)`, an integer, `(D, C)` → `(D, C)`
# > - **Done when** every column is right at any margin, and a rival at exactly $u_j = 0$ does not
# >   count (strict $>$); integers (bytes in `x`, too), float32 and large data work, each call
# >   returns a new array, and the arguments stay as they were
#
# <details><summary>Hint</summary>
#
# Start from zeros of the shape of `W`. Go through the classes and skip the true one. What does one
# violator add to its own column, and what to the column of `label`?
#
# </details>
# <details><summary>Next step</summary>
#
# For each violator: `dW[:, j] += x` and `dW[:, label] -= x`. Return after the loop, and use
# `np.zeros(W.shape)`, which holds floats even when `W` does not.
#
# </details>


# %% nbgrader={"grade_id": "hinge_gradient_sample", "solution": true}
def hinge_gradient_sample(x, label, W, margin=1.0):
    """Return the gradient of the hinge loss of one sample; column j belongs to class j."""
    ### BEGIN SOLUTION
    scores = np.asarray(x, dtype=float) @ W
    dW = np.zeros(W.shape)
    for rival in range(W.shape[1]):
        if rival != label and scores[rival] - scores[label] + margin > 0:
            dW[:, rival] += x
            dW[:, label] -= x
    return dW
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_gradient_sample", "points": 1}
check.gradient_sample(hinge_gradient_sample)
### HIDDEN

# %% nbgrader={"grade_id": "test_gradient_sample_kink", "points": 1}
check.gradient_sample_kink(hinge_gradient_sample)
### HIDDEN

# %% [markdown]
# ## 5 · A batch without a loop
#
# For $N$ samples, collect the factors of $x$ in a matrix $B$ of shape $(N, C)$: row $i$ holds 1 for
# each violating rival, $-n_t$ for the true class, 0 elsewhere. The mean over the samples is one
# matrix product, $\partial L/\partial W = \frac{1}{N} X^T B$.
#
# ### Exercise 5 · The gradient of a batch
#
# > - **Given** `X`, `labels`, `W`, and `margin`
# > - **Write** `hinge_gradient(X, labels, W, margin=1.0)` without a Python loop over samples
# > - **Shapes** `(N, D)`, `(N,)`, `(D, C)` → `(D, C)`
# > - **Done when** it is the mean over the samples at any margin, also when a class comes often or
# >   not at all; 0 is taken at $u_j = 0$; integers (bytes in `X`, too), float32 and large data work,
# >   each call returns a new array, and the arguments stay as they were. No test looks for a loop,
# >   which costs training time alone
#
# <details><summary>Hint</summary>
#
# `(u > 0).astype(float)` is $B$ but for the column of the true class in each row. Set these entries
# to 0 first and to minus the row's sum afterwards. Without `astype`, $B$ stays boolean, and $-2$
# becomes `True`.
#
# </details>
# <details><summary>Next step</summary>
#
# `B[rows, labels] = 0`, then `B[rows, labels] = -B.sum(axis=1)` with `rows = np.arange(N)`, then
# `X.T @ B / N`. Do not subtract from `dW[:, labels]`: a label that comes twice counts once there.
#
# </details>


# %% nbgrader={"grade_id": "hinge_gradient", "solution": true}
def hinge_gradient(X, labels, W, margin=1.0):
    """Return the gradient of the mean hinge loss with respect to W."""
    ### BEGIN SOLUTION
    rows = np.arange(len(X))
    scores = np.asarray(X, dtype=float) @ W
    B = (scores - scores[rows, labels][:, np.newaxis] + margin > 0).astype(float)
    B[rows, labels] = 0
    B[rows, labels] = -B.sum(axis=1)
    return X.T @ B / len(X)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_gradient_values", "points": 1}
check.gradient_values(hinge_gradient)
### HIDDEN

# %% nbgrader={"grade_id": "test_gradient_kink", "points": 1}
check.gradient_kink(hinge_gradient)
### HIDDEN

# %% nbgrader={"grade_id": "test_gradient_inputs", "points": 1}
check.gradient_inputs(hinge_gradient)
### HIDDEN

# %% [markdown]
# ## 6 · Step after step
#
# A step of stochastic gradient descent takes the mean gradient of one batch and that of the
# penalty $\frac{\lambda}{2} \lVert W \rVert^2$, where $\lambda$ is `l2`:
# $W \leftarrow W - \alpha\, (\partial L/\partial W + \lambda W)$. There is no bias: a feature that is
# always 1 does its work. (Unlike a bias, its weights are penalised with all others.)
#
# First the *gradient check*: central differences of your own loss, beside your gradient.

# %%
rng = np.random.default_rng(3)
few, few_labels, W_try = rng.normal(size=(8, 2)), rng.integers(0, 3, size=8), rng.normal(size=(2, 3))
dW = hinge_gradient(few, few_labels, W_try)
gradient_check(lambda W: hinge_loss(few, few_labels, W), dW, W_try);

# %% [markdown]
# You should see: six pairs that agree.
#
# ### Exercise 6 · Training
#
# > - **Given** `X`, `labels`, `n_classes`; your `hinge_loss` and `hinge_gradient`, at margin 1
# > - **Write** `svm_sgd(…)`, which returns `W` and `history`
# > - **Shapes** `(N, D)`, `(N,)`, an integer → `(D, C)` and a list of `epochs + 1` numbers
# > - **Done when** it starts from zeros; shuffles anew every epoch with one generator,
# >   `np.random.default_rng(seed)`; uses every sample once an epoch, in batches of `batch_size`, of
# >   which the last may be short; takes the step above on every batch, with the mean over its
# >   samples; runs all `epochs`; and `history` holds loss plus penalty on *all* the data, before
# >   training and after each epoch. Integers and float32 work; the arguments are left as they were
#
# <details><summary>Hint</summary>
#
# Two loops. The outer one draws `rng.permutation(N)`; the inner one cuts it into pieces of
# `batch_size` and steps after each piece. Index `X` and `labels` by the same piece.
#
# </details>
# <details><summary>Next step</summary>
#
# `for start in range(0, N, batch_size):` and `batch = order[start : start + batch_size]`; slicing
# shortens the last one by itself. Record the history after the inner loop.
#
# </details>


# %% nbgrader={"grade_id": "svm_sgd", "solution": true}
def svm_sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    """Train a linear SVM by stochastic gradient descent; return (W, history)."""
    ### BEGIN SOLUTION
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
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_svm_step", "points": 1}
check.svm_step(svm_sgd)
### HIDDEN

# %% nbgrader={"grade_id": "test_svm_batches", "points": 1}
check.svm_batches(svm_sgd)
### HIDDEN

# %% nbgrader={"grade_id": "test_svm_shuffle", "points": 1}
check.svm_shuffle(svm_sgd)
### HIDDEN

# %% nbgrader={"grade_id": "test_svm_history", "points": 1}
check.svm_history(svm_sgd)
### HIDDEN

# %% [markdown]
# ## 7 · Iris, and the first loss
#
# Two features of the iris flowers, measured from their mean, and the constant 1. A third of the
# flowers is held out.


# %% nbgrader={"grade_id": "iris", "locked": true}
def with_one(X):  # a last feature that is always 1
    return np.column_stack([X, np.ones(len(X))])


def accuracy(X, labels, W):  # the share of samples whose true class has the highest score
    return float(np.mean(np.argmax(X @ W, axis=1) == labels))


flowers, flowers_held_out = data.train_test_split(data.iris(), held_out=1 / 3, seed=0)
mean = flowers.X.mean(axis=0)
four, four_held_out = with_one(flowers.X - mean), with_one(flowers_held_out.X - mean)
petals, petals_held_out = four[:, 2:], four_held_out[:, 2:]  # length, width, 1

# %%
W_svm = None  # until svm_sgd is written
W_svm, history = svm_sgd(
    petals, flowers.labels, 3, learning_rate=0.1, epochs=60, batch_size=20, l2=0.01
)
print(f"first loss {history[0]:g}, last {history[-1]:.3f}")
print(f"held-out accuracy {accuracy(petals_held_out, flowers_held_out.labels, W_svm):.2f}")

# %% [markdown]
# About nine of ten held-out flowers are right. No training was needed to know the first loss.
#
# ### Exercise 7a · The first loss in symbols
#
# > - **Given** $W = 0$, so that all scores are 0; `m` classes, and a margin `delta`
# > - **Write** `first_loss`: the mean hinge loss before training
# > - **Shapes** one expression in `m` and `delta`
# > - **Done when** it is right for any number of classes and any margin
#
# <details><summary>Hint</summary>
#
# What is $u_j$ when all scores are equal? How many rivals has a sample?
#
# </details>
# <details><summary>Next step</summary>
#
# Each rival costs $\max(0, 0 - 0 + \Delta)$, and every sample has the same number of rivals.
#
# </details>

# %% nbgrader={"grade_id": "delta_symbol", "locked": true}
# the letters again, whatever a cell above has made of them
from sympy import Max, Sum

from ce_helpers.hinge.symbolic import delta
from ce_helpers.symbolic import j, l, m

print("delta is", delta, "and m is", m)

# %% nbgrader={"grade_id": "first_loss", "solution": true}
first_loss = None  # replace None by an expression in m and delta
### BEGIN SOLUTION
first_loss = (m - 1) * delta
### END SOLUTION

# %% nbgrader={"grade_id": "test_first_loss", "points": 1}
check.first_loss(first_loss)
### HIDDEN

# %% [markdown] nbgrader={"grade_id": "first_loss_question", "locked": true}
# ### Exercise 7b · The first loss in words
#
# > - **Given** `first_loss`, and that softmax with cross-entropy starts at $\log C$
# > - **Write** two or three sentences: why does training start at your value whatever the data,
# >   why is it another number than $\log C$, and what mistake would a first loss of $C$ give away?
# > - **Done when** each of the three has a reason. Marked by hand, 1 point
#
# === BEGIN MARK SCHEME ===
#
# **Marking scheme, 1 point.** Half for: all scores are 0, so each of the $C - 1$ rivals costs the
# margin 1, for every sample, and the mean changes nothing. Half for both of: $\log C$ is the price
# of the probability $1/C$, another loss of the same scores; and $C$ means that the term $j = t$ is
# included.
#
# === END MARK SCHEME ===

# %% [markdown] nbgrader={"grade_id": "first_loss_why", "solution": true, "points": 1}
# At $W = 0$ all scores are 0, so $u_j = \Delta = 1$ for every rival: each of the $C - 1$ rivals costs
# 1, for every sample alike, and the mean is $C - 1$ whatever the data. Cross-entropy prices the same
# equal scores by the probability $1/C$ of the true class, $-\log(1/C) = \log C$. A first loss of $C$
# means that the true class was counted among its own rivals: the term $j = t$ adds 1.

# %% [markdown]
# ## 8 · Digits, by a margin
#
# 1797 digits of 8 × 8 pixels, ink from 0 to 1: 64 features and the constant 1, 10 classes. A
# quarter is held out.

# %% nbgrader={"grade_id": "digits", "locked": true}
digits, digits_held_out = data.train_test_split(data.digits(), held_out=1 / 4, seed=3)
ink, ink_held_out = with_one(digits.X), with_one(digits_held_out.X)

# %%
W_digits, history = svm_sgd(
    ink, digits.labels, 10, learning_rate=0.03, epochs=25, batch_size=8, l2=1e-4
)
fig, ax = plots.templates(W_digits)
print(f"held-out accuracy {accuracy(ink_held_out, digits_held_out.labels, W_digits):.3f}")

# %% [markdown]
# You should see: more than 94 of 100 held-out digits right (97 by the softmax of the first picture,
# trained for longer), and ten pictures. In the 0, ink in the hole speaks against a 0; many are less
# like a digit than like what sets it apart from its rivals.
#
# ## 9 · Are the claims right?
#
# Four claims, for $u_j = w_j^T x - w_t^T x + 1$. A and B are the sheet's, A read for every $j$, as
# nothing there forbids; C and D are what readers made of it.
#
# | | claim |
# |---|---|
# | A | (3), read for every $j$ from 1 to $C$: $\nabla_{w_j} L = 1_{(u_j > 0)}\, x$ |
# | B | (4) as printed: $\nabla_{w_t} L = -\bigl(\sum_{j \ne t} 1_{(u_j > 0)}\bigr)\, x$ |
# | C | adding one vector $c$ to all columns of $W$ leaves $L$ as it was |
# | D | at $u_j = 0$, $L$ has the slope 0 along $w_j$ on both sides of the kink |

# %% nbgrader={"grade_id": "claims", "locked": true}
check.try_claims()

# %% [markdown]
# You should see: one feature, three rivals; on the left what is measured, on the right what is claimed.
# For A, B and D a difference quotient; for C the loss after the shift and before. Then kinds
# of slip.
#
# ### Exercise 9a · Which claims hold?
#
# > - **Given** the claims, off the kinks for A to C, and the words above
# > - **Write** `verdicts`: for each letter `True` if the claim holds, else `False`; `reasons`: for each
# >   other claim the word for its kind of slip
# > - **Shapes** dictionaries; the keys of `verdicts` are A to D
# > - **Done when** all verdicts and reasons are right
#
# <details><summary>Hint</summary>
#
# One line that differs disproves a claim. Which $j$ does (3) not mention? For which rows is A right,
# and for which is D?
#
# </details>
# <details><summary>Next step</summary>
#
# For $j = t$, $u_t = 0 + 1 > 0$ always. Is $\partial L/\partial w_t = +x$? For C: what is
# $(w_j + c)^T x - (w_t + c)^T x$?
#
# </details>

# %% nbgrader={"grade_id": "verdicts", "solution": true}
verdicts = {"A": None, "B": None, "C": None, "D": None}  # True or False for each
### BEGIN SOLUTION
verdicts = {"A": False, "B": True, "C": True, "D": False}
### END SOLUTION

# %% nbgrader={"grade_id": "reasons", "solution": true}
reasons = {}  # such as {"Z": "sign"}, had a line Z lost a minus
### BEGIN SOLUTION
reasons = {"A": "condition", "D": "kink"}
### END SOLUTION

# %% nbgrader={"grade_id": "test_verdicts", "points": 1}
check.verdicts(verdicts, reasons)
### HIDDEN

# %% [markdown]
# Now mend the claims that do not hold, for one feature. The letters below stand for numbers:
# `U[j]` for $u_j$, `n_y` for $n_t$, the number of rivals that violate the margin, `y` for $t$.

# %% nbgrader={"grade_id": "repair_symbols", "locked": true}
# the letters again, whatever a cell above has made of them
from sympy import KroneckerDelta, Piecewise, Sum

from ce_helpers.hinge.claims import U, n_y, y
from ce_helpers.hinge.symbolic import indicator, x
from ce_helpers.symbolic import j, l, m

print("indicator(U[j]) is", indicator(U[j]))

# %% [markdown]
# ### Exercise 9b · Mend the others
#
# > - **Given** `indicator(U[j])`, `n_y`, `KroneckerDelta(j, y)` (1 for $j = t$, else 0) and `x`
# > - **Write** `repairs`. Under the letter of (3): one formula that holds for *every* $j$. Under the
# >   letter of the kink: the pair (left slope, right slope) of $\max(0, u_j)$ along $w_j$ at
# >   $u_j = 0$, for $x > 0$
# > - **Shapes** a dictionary: an expression, and a pair of expressions
# > - **Done when** the formula gives (3) for $j \ne t$ and (4) for $j = t$, and both slopes are right
#
# <details><summary>Hint</summary>
#
# $\delta_{jt}$ switches (4) on; which factor switches (3) off at the same time? For the pair: left of
# the kink the term is 0, right of it $u_j$ itself.
#
# </details>
# <details><summary>Next step</summary>
#
# $(1 - \delta_{jt})$ times one case, plus $\delta_{jt}$ times the other.
#
# </details>

# %% nbgrader={"grade_id": "repairs", "solution": true}
repairs = {}  # for example {"B": -n_y * x}, had B been wrong
### BEGIN SOLUTION
is_true_class = KroneckerDelta(j, y)
repairs = {
    "A": ((1 - is_true_class) * indicator(U[j]) - is_true_class * n_y) * x,
    "D": (0, x),
}
### END SOLUTION

# %% nbgrader={"grade_id": "test_repairs", "points": 1}
check.repairs(repairs)
### HIDDEN

# %% [markdown]
# ## You have
#
# - seen a loss that is satisfied by a margin, and a derivative that is a choice at the kink;
# - derived (3) and (4), with scalars and with vectors, and said where each is meant;
# - written `hinge_loss`, `hinge_gradient_sample`, `hinge_gradient` and `svm_sgd`;
# - trained on flowers and digits, and explained the first loss, $C - 1$;
# - mended two claims.
#
# This is the last of the five notebooks. What stands below the count, *Further*, is there if you
# like: no points depend on it.

# %%
check.summary()

# %% [markdown]
# ## Further · A gradient check at the kink
#
# Across a kink the gradient check accuses a right gradient. Here $x = 1$, and a rival stands exactly
# at the kink:

# %%
at_kink = np.array([[1.0, 0.0]])
one, first_class = np.array([[1.0]]), np.array([0])
print("measured", central_gradient(lambda W: hinge_loss(one, first_class, W), at_kink))
print("yours   ", hinge_gradient(one, first_class, at_kink))

# %% [markdown]
# You should see: measured slopes of $\mp ½$, the mean of the slopes left and right of the kink,
# beside your 0. Both are subgradients.

# %% [markdown]
# ## Further · Beside softmax: the support vectors
#
# The weights below were trained on the same flowers with softmax, cross-entropy and the same
# penalty, down to the minimum.

# %% nbgrader={"grade_id": "softmax_weights", "locked": true}
W_softmax = np.array([[-2.240, 0.217, 2.023], [-0.950, -0.808, 1.758], [-0.512, 1.804, -1.292]])

# %%
fig, axes = plots.boundaries(
    {"SVM": W_svm, "softmax": W_softmax},
    petals,
    flowers.labels,
    flowers.class_names,
    [f"{name} from the mean" for name in ("petal length (cm)", "petal width (cm)")],
)

# %% [markdown]
# You should see: three regions in nearly the same places. Circles mark flowers that do not lead
# every rival by 1: the *support vectors*. Of the SVM's loss, these alone pull; all others give it
# gradient 0. Softmax listens to every flower, the more quietly the surer it is; a margin means
# nothing to it. And its outputs are probabilities, which the SVM's scores are not.
#
# ## Further · Do four features tell more than two?

# %%
W_four, _ = svm_sgd(four, flowers.labels, 3, learning_rate=0.1, epochs=60, batch_size=20, l2=0.01)
print(f"four features, training accuracy {accuracy(four, flowers.labels, W_four):.2f}")
held_out = accuracy(four_held_out, flowers_held_out.labels, W_four)
print(f"four features, held-out accuracy {held_out:.2f}")

# %% [markdown]
# You should see: with the sepals as well, about as many flowers are right. The petals tell the
# species apart nearly alone.
#
# ## Further · How long a step, how large a batch?

# %%
few, few_labels = ink[:400], digits.labels[:400]  # enough to compare, also for loops in Python
rates = {}
for rate in (0.003, 0.03, 0.3, 3):
    W_rate, history = svm_sgd(few, few_labels, 10, learning_rate=rate, epochs=12, batch_size=32)
    share = accuracy(ink_held_out, digits_held_out.labels, W_rate)
    rates[f"α = {rate:g}: {share:.1%}"] = history
fig, ax = plots.curves(rates, "Short steps are slow, long steps jump about", first=9)

# %% [markdown]
# You should see: all runs start at $C - 1 = 9$. At 0.003 the loss is still falling after twelve
# epochs. From 0.3 on it jumps about: a step that long throws other samples over their margin.
# Such runs still get lower: from $W = 0$ and without a penalty, a step $k$ times as long is the
# same as a margin $1/k$ times as large, up to scale, and a small margin is reached soon. Of the
# held-out digits, whose share is beside each curve, 0.03 gets most right: the lowest loss is not the
# best classifier.

# %%
sizes = {
    f"batch of {size}": svm_sgd(
        few, few_labels, 10, learning_rate=0.03, epochs=12, batch_size=size
    )[1]
    for size in (len(few), 128, 32, 4)
}
fig, ax = plots.curves(sizes, "Small batches take more steps an epoch", first=9)

# %% [markdown]
# You should see: the smaller the batch, the faster the loss falls *an epoch*. The full batch takes
# one step an epoch, batches of 4 a hundred.

# %% [markdown]
# ## Further · The gradient of the penalty, proved

# %% nbgrader={"grade_id": "penalty_gradient", "locked": true}
strength, weight = sp.symbols("lambda w_dj", real=True)
penalty = strength / 2 * weight**2
check_steps([sp.diff(penalty, weight), strength * weight], name="gradient of the penalty")

# %% [markdown]
# ## Further · Three hinge losses, four subgradients
#
# With $h_j = \max(0, \Delta + z_j - z_t)$ of each rival:
#
# | library | its loss |
# |---|---|
# | yours, mygrad | $\frac{1}{N} \sum_i \sum_{j \ne t} h_j$, of Weston and Watkins |
# | PyTorch, PaddlePaddle | the same, divided by $C$ |
# | optax | $\max_{j \ne t} h_j$ per row, of Crammer and Singer |
# | scikit-learn, CatBoost | its mean |
# | Keras `CategoricalHinge` | its mean, with one rival more, of score 0 |
# | TensorFlow.js, Keras `Hinge` | $\frac{1}{NC} \sum_i \sum_c \max(0, 1 \mp z_c)$, one versus rest; − for the true class |

# %%
from ce_helpers.plots import libraries as more_plots

fig, axes = more_plots.kinds_of_hinge()

# %% [markdown]
# You should see: on the left three losses of the same scores. The sum falls more steeply than the
# worst rival, and both are 0 where the margin is kept; one versus rest is not, as it asks the rivals
# for −1. On the right, what comes back at scores $(0, 1, -1, 0)$, where two
# rivals stand at the margin: no step, or a part of one. Each library's slopes sum to 0,
# except those of Keras, where the rival of score 0 takes its share.
#
# ### Not graded · What libraries charge
#
# > - **Given** `S`, scores `(N, C)`, and `labels`; the margin is 1
# > - **Write** `matched(S, labels)`: the hinge losses of PyTorch, optax and TensorFlow.js
# > - **Shapes** a dictionary: `"optax"` has shape `(N,)`, the other two are numbers
# > - **Done when** each entry is that library's; no points depend on it
#
# <details><summary>Hint</summary>
#
# The first two start from the same `h` of shape `(N, C)`, 0 at the true class. The third needs no
# difference of scores.
#
# </details>
# <details><summary>Next step</summary>
#
# TensorFlow.js has `np.maximum(0, 1 - sign * S).mean()`, with `sign` 1 at the true class, else −1.
#
# </details>


# %% nbgrader={"grade_id": "matched", "solution": true}
def matched(S, labels):
    """Return the hinge losses of PyTorch, optax and TensorFlow.js for scores S."""
    ### BEGIN SOLUTION
    rows = np.arange(len(S))
    h = np.maximum(0, 1 + S - S[rows, labels][:, np.newaxis])
    h[rows, labels] = 0
    sign = 2 * np.eye(S.shape[1])[labels] - 1
    return {
        "PyTorch": h.sum() / S.size,
        "optax": h.max(axis=1),
        "TensorFlow.js": np.maximum(0, 1 - sign * S).mean(),
    }
    ### END SOLUTION


# %%
from ce_helpers import libraries

libraries.matched_hinges(matched)

# %% [markdown]
# <details><summary>The letters of the notes</summary>
#
# | here | 000 Wocjan | 001 Purcell | 002 Lê | 003 sheet |
# |---|---|---|---|---|
# | $C$, in proofs $m$ | $m$ | | $K$, $C$ | $C$ |
# | $N$, $D$ | $n$ for $D$ | | $m$, $n$ | |
# | $x$; `X` | $x$ | | $x$ | $x_i$ |
# | $t$; `labels` | $y$ | | $y$ | $y_i$ |
# | $W$; $w_j$ | rows of $W$ | | rows | $W$; $w_j$ |
# | $z = W^T x$ | $z$ | $z$ | $z$ | $s$ |
# | $\Delta$; `margin` | | | | 1 |
# | $u_j = z_j - z_t + \Delta$ | | | | $w_j^T x_i - w_{y_i}^T x_i + 1$ |
# | $L$; `loss` | $\mathcal{L}$ | $\lambda$ | $\xi$, $J$ | $L_i$ |
#
# </details>
# <details><summary>Sources, and what this notebook covers of them</summary>
#
# - *Understanding Cross-Entropy Loss …*, unsigned, after Raúl Gómez (003): the header with Name and Student ID;
#   Quiz 2, the SVM gradients, with its hint, scalars first, then vectors; $s = W^T x$ with $w_j$ a
#   column; the indicator.
# - Errata 31 (for which $j$), 32 (the kink) and 33 (a bracket of the hint, closed here) of
#   docs/errata.md, the course's list of misprints.
# - R. A. Fisher's iris data, 1936; *Optical Recognition of Handwritten Digits*, E. Alpaydin and
#   C. Kaynak, 1998; both from the UCI Machine Learning Repository, CC BY 4.0.
# - S. Shalev-Shwartz, Y. Singer, N. Srebro, *Pegasos*, ICML 2007: descent on the hinge loss.
# - J. Weston, C. Watkins, *Support Vector Machines for Multi-Class Pattern Recognition*, ESANN 1999;
#   K. Crammer, Y. Singer, *On the Algorithmic Implementation of Multiclass Kernel-based Vector
#   Machines*, JMLR 2001.
#
# </details>
