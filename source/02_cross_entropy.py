# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3 (ipykernel), language: python, name: python3}
# ---

# %% [markdown]
# # 02 · Cross-entropy: the price of a wrong belief
#
# **You will**
#
# - *measure* how far a belief $q$ is from the truth $p$, in nats;
# - *derive* the categorical cross-entropy loss from a likelihood, and its gradient down to
#   $a - y$, for any number of classes;
# - *write* both from logits, so that they stay right where a probability rounds to 0;
# - *judge* seven printed formulas, say what went wrong in five of them, and mend these.
#
# About two hours, 20 points. You need derivatives, sums and NumPy broadcasting; two formulas of
# `01_softmax` are given again.
#
# Run the cells in order. Write each answer over the line below `# Your answer`. The check below
# names what it first finds missing; grading tries more cases: read *Done when*. Stuck? Unfold
# **hint**, then **next step**.

# %% nbgrader={"grade_id": "setup", "locked": true}
# NumPy, SymPy, Matplotlib and Python's own modules are there when your work is graded; no others
import numpy as np
import sympy as sp
from sympy import KroneckerDelta, Piecewise, Product, Sum

from ce_helpers import hand_in
from ce_helpers import cross_entropy as check
from ce_helpers.cross_entropy import plots
from ce_helpers.cross_entropy.symbolic import a, c, exp, i, j, k, l, log, m, p, y, z
from ce_helpers.symbolic import check_steps, differentiate
from ce_helpers.symbolic import softmax_entry  # softmax_entry(k): a_k written out in the logits

sum_is_one = {Sum(y[k], (k, 1, m)): 1}  # the targets of a sample sum to 1

hand_in.look()

# %% [markdown]
# ## What should a belief cost?
#
# Softmax has turned the scores of four digits into ten probabilities each. Now somebody tells what
# they are. Put the four in order: which belief should cost most, and how many times as much as the
# next?

# %%
fig, axes = plots.four_costs()

# %% [markdown]
# You should see: the bar of the true class, orange and hatched, is 99 % for the first, 44 % and 20 %
# for the second and the last, and 2 % for the third, which was sure of another digit. Counting
# mistakes charges the last three alike. This notebook's cost looks at the orange bar alone, and its
# derivative turns out to be as simple as can be.
#
# ## Notation
#
# <details><summary>Letters, shapes and what they mean</summary>
#
# | here | shape | meaning |
# |---|---|---|
# | $C$, in proofs $m$ | | classes |
# | $N$ | | samples, one per row |
# | `labels` | $(N,)$ | classes as numbers |
# | $y$, `y` | $(C,)$ | target as a row, one number a class |
# | $Y$, `Y` | $(N, C)$ | the same for a batch |
# | $z$, $Z$ | $(C,)$, $(N, C)$ | logits |
# | $a$, $A$ | $(C,)$, $(N, C)$ | softmax of the logits |
# | $L$ | | loss, a number |
# | $p$, $q$ | $(\dots, C)$ | distributions; elsewhere the letter $p$ is the target class |
#
# </details>
#
# Formulas count classes from 1 to $m$, code from 0 to $C-1$. log is the natural logarithm, so losses
# are in *nats*. 000 to 003 are this course's notes; their letters are at the end.
#
# From `01_softmax` comes $a_k$, which SymPy writes

# %%
softmax_entry(k)

# %% [markdown]
# and $\partial a_k / \partial z_j = a_k (\delta_{jk} - a_j)$, where $\delta_{jk}$ is 1 if $j = k$
# and 0 if not.

# %% [markdown]
# ## 1 · How is a class written as a row?
#
# Each sample belongs to *one of many* classes. Its label is a number; its *one-hot* target is a
# row of $m$ zeros with a 1 at the label (000 prints $\mathbb{R}^n$ for $\mathbb{R}^m$). In the notes
# labels count from 1: label 2 of three is $(0, 1, 0)$; in code from 0: $(0, 0, 1)$.
#
# ### Exercise 1 · From labels to targets
#
# > - **Given** `labels`, integers of any type, and `n_classes`, $C$
# > - **Write** `one_hot(labels, n_classes)`
# > - **Shapes** `(N,)` → `(N, C)`: also $C$ columns if a class is absent
# > - **Done when** row $i$ is 1 at column `labels[i]` and 0 elsewhere, in a new array each time;
# >   any label outside $0..C-1$, a negative one too, raises `ValueError`; `labels` is left alone
#
# <details><summary>Hint</summary>
#
# Begin with `np.zeros((N, C))`. An index made of *two* arrays, one of rows and one of columns,
# picks one entry for each pair.
#
# </details>
# <details><summary>Next step</summary>
#
# `encoded[np.arange(N), labels] = 1`. NumPy would accept $-1$ as the last column, so compare
# `labels.min()` and `labels.max()` with the limits first, and `raise ValueError("…")`.
#
# </details>


# %% nbgrader={"grade_id": "one_hot", "solution": true}
def one_hot(labels, n_classes):
    """Return one row for each label: 1 at the label, 0 elsewhere."""
    ### BEGIN SOLUTION
    labels = np.asarray(labels)
    if labels.min() < 0 or labels.max() >= n_classes:
        raise ValueError("a label lies outside 0..C-1")
    encoded = np.zeros((len(labels), n_classes))
    encoded[np.arange(len(labels)), labels] = 1
    return encoded
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_one_hot_values", "points": 1}
check.one_hot_values(one_hot)
### HIDDEN

# %% nbgrader={"grade_id": "test_one_hot_labels", "points": 1}
check.one_hot_labels(one_hot)
### HIDDEN

# %% [markdown]
# ## 2 · The price of a belief: cross-entropy
#
# You believe that outcome $k$ has probability $q_k$. When $k$ happens, you pay $-\log q_k$:
# nothing if you were sure of it, more and more the less you expected it. If outcomes follow
# $p$, your average cost is the *cross-entropy*
#
# $$
# H(p, q) = -\sum_{k=1}^m p_k \log q_k .
# $$

# %%
fig, axes = plots.cost_of_a_belief()

# %% [markdown]
# You should see: on the left the cost $-\log q$, which falls to 0 at $q = 1$ and has no limit
# towards $q = 0$. On the right the average cost when an event has probability 0.7 in truth and
# $q$ in your belief: it is lowest at $q = 0.7$. What remains there is the *entropy* $H(p, p)$; the
# gap above it is the price of being wrong.
#
# That gap, $H(p, q) - H(p, p)$, is the *Kullback–Leibler divergence*. It is 0 where $q = p$ and
# positive elsewhere, which is proved at the end of this notebook. So *minimising cross-entropy* pulls
# the belief $q$ onto the truth $p$.
#
# An outcome with $p_k = 0$ costs nothing, even if $q_k = 0$: it never happens, so nobody pays. We
# count $0 \cdot \log 0$ as 0, the limit of $\varepsilon \log \varepsilon$. But an outcome that *can*
# happen and that you had ruled out, $p_k > 0$ and $q_k = 0$, costs $\infty$.

# %% nbgrader={"grade_id": "zero_log_zero", "locked": true}
epsilon = sp.Symbol("epsilon", positive=True)
print("limit of ε log ε at 0:", sp.limit(epsilon * sp.log(epsilon), epsilon, 0))

# %% [markdown]
# ### Exercise 2 · Cross-entropy in code
#
# > - **Given** `p` and `q`, arrays of the same shape; the last axis is the outcome
# > - **Write** `cross_entropy(p, q)` in nats, over the last axis
# > - **Shapes** `(..., C)`, `(..., C)` → `(...)`; two vectors give one number
# > - **Done when** it is $-\sum_k p_k \log q_k$; entries with $p_k = q_k = 0$ add nothing, one
# >   with $p_k > 0 = q_k$ makes it $\infty$ (or raises an error); tiny $p_k$ and $q_k$ keep their
# >   full cost; any leading shape works, integer `p` too, with a new array each time; and `p` and
# >   `q` are left as they were
#
# <details><summary>Hint</summary>
#
# In floating point `0 * np.log(0)` is `nan`, so the logarithm must not see those entries.
# Adding a small number to $q$, or clipping it, would change the cost of rare outcomes.
#
# </details>
# <details><summary>Next step</summary>
#
# `np.where(p > 0, q, 1)` puts a harmless 1 where nothing is to be paid. Take the logarithm of
# that, multiply by `p`, sum with `axis=-1`, and mind the sign.
#
# </details>


# %% nbgrader={"grade_id": "cross_entropy", "solution": true}
def cross_entropy(p, q):
    """Return -sum_k p_k log q_k over the last axis, with 0 log 0 = 0, in nats."""
    ### BEGIN SOLUTION
    p, q = np.asarray(p), np.asarray(q)
    q_where_needed = np.where(p > 0, q, 1.0)
    return -np.sum(p * np.log(q_where_needed), axis=-1)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_cross_entropy_values", "points": 1}
check.cross_entropy_values(cross_entropy)
### HIDDEN

# %% nbgrader={"grade_id": "test_cross_entropy_tail", "points": 1}
check.cross_entropy_tail(cross_entropy)
### HIDDEN

# %% nbgrader={"grade_id": "test_cross_entropy_axis", "points": 1}
check.cross_entropy_axis(cross_entropy)
### HIDDEN

# %% [markdown]
# ## 3 · Where does the loss come from?
#
# Let $\theta$ be all parameters of the network, $x$ its input and $z$ its logits, which $x$ and
# $\theta$ determine. The *likelihood* of $\theta$ is the probability that it gives to the target which
# was seen, $P(y \mid x, \theta) = P(y \mid z)$. (002 starts from $P(y, z \mid \theta) =
# P(y \mid z, \theta)\, P(z \mid \theta)$ and drops the second factor, though that is the one with
# $\theta$ in it.) One $y_c$ is 1, the others are exponents 0, so a product over *all* classes picks
# the factor $a_p$ of the target class $p$:
#
# $$
# P(y \mid z) = \prod_{c=1}^m a_c^{\,y_c} = a_p .
# $$

# %% nbgrader={"grade_id": "likelihood", "locked": true}
# the letters again, whatever a cell above has made of them
from ce_helpers.cross_entropy.symbolic import a, c, exp, i, j, k, l, log, m, p, y, z

likelihood = Product(a[c] ** y[c], (c, 1, m))
likelihood.subs(m, 3).doit()

# %% [markdown]
# (For three classes.) The largest likelihood is where $-\log$ of it is smallest, and the logarithm
# turns the product into a sum. This *negative log-likelihood* is the **categorical cross-entropy**
# loss:
#
# $$
# L = -\log \prod_{c=1}^m a_c^{\,y_c} = -\sum_{k=1}^m y_k \log a_k = H(y, a).
# $$
#
# For a one-hot target all terms but one are 0, and the sum collapses to
# $L = -\log a_p$: the cost of the class that happened.

# %% nbgrader={"grade_id": "negative_log_likelihood", "locked": true}
L = -Sum(y[k] * log(a[k]), (k, 1, m))
check_steps([-log(likelihood), -sp.expand_log(log(likelihood), force=True), L], name="loss")
collapsed = -Sum(KroneckerDelta(k, p) * log(a[k]), (k, 1, m))
check_steps([collapsed, -log(a[p])], name="one-hot collapse")

# %% [markdown]
# Now its first derivative. Softmax comes later: treat $a_1, \dots, a_m$ as free, positive numbers,
# and nudge $a_j$ alone.
#
# ### Exercise 3 · The derivative by an output
#
# > - **Given** `a`, `y` (indexed symbols such as `a[j]`) and `L` above
# > - **Write** `dL_da`: $\partial L/\partial a_j$, in `a[j]` and `y[j]`
# > - **Shapes** one expression with the free index `j`
# > - **Done when** it is the derivative, for every class and any target, without a sum or delta
#
# <details><summary>Hint</summary>
#
# Only one term of the sum holds $a_j$. What is $(\log x)'$?
#
# </details>
# <details><summary>Next step</summary>
#
# $(\log x)' = 1/x$. That term is $-y_j \log a_j$; the factor $-y_j$ stays in front.
#
# </details>

# %% nbgrader={"grade_id": "dL_da", "solution": true}
dL_da = None  # replace None by an expression in a[j] and y[j]
### BEGIN SOLUTION
dL_da = -y[j] / a[j]
### END SOLUTION

# %% nbgrader={"grade_id": "test_dL_da", "points": 1}
check.dL_da(dL_da)
### HIDDEN

# %% [markdown]
# ## 4 · Through softmax: almost everything cancels
#
# How does $L$ respond to one *logit*? Before the algebra, look at two of them.

# %%
fig, ax = plots.loss_by_one_logit()

# %% [markdown]
# You should see: two curves of the loss for target class 1, each as one logit moves and the
# others stay. Raising the target's logit lowers the loss towards 0, and the curve flattens;
# raising a rival's makes it climb, in the end along a straight line of slope 1. Each short
# tangent carries its slope. Compare it with the $a$ and $y$ beside it.
#
# A logit $z_j$ reaches $L$ through *every* output $a_k$, so the chain rule is a sum; its two
# factors are your `dL_da` and the softmax derivative:
#
# $$
# \frac{\partial L}{\partial z_j}
# = \sum_{k=1}^m \frac{\partial L}{\partial a_k} \frac{\partial a_k}{\partial z_j}
# = \sum_{k=1}^m -\frac{y_k}{a_k} \cdot a_k (\delta_{kj} - a_j).
# $$

# %% nbgrader={"grade_id": "chain_sum", "locked": true}
# the letters again, whatever a cell above has made of them
from ce_helpers.cross_entropy.symbolic import a, c, exp, i, j, k, l, log, m, p, y, z

chain_sum = Sum(-y[k] / a[k] * (a[k] * (KroneckerDelta(k, j) - a[j])), (k, 1, m))
L_of_z = -Sum(y[k] * log(softmax_entry(k)), (k, 1, m))
written_out = chain_sum.replace(lambda e: getattr(e, "base", None) == a,
                                lambda e: softmax_entry(e.indices[0]))
check_steps([differentiate(L_of_z, z[j]), written_out], name="chain rule", given=sum_is_one)

# %% [markdown]
# ### Exercise 4 · From the chain sum to the end
#
# > - **Given** `chain_sum`, the last sum above; and that $\sum_k y_k = 1$
# > - **Write** `dL_dz_steps`: a list that begins with `chain_sum` and ends in
# >   $\partial L/\partial z_j$ without a sum or delta, in `a[j]` and `y[j]`
# > - **Shapes** a list with one expression or more between the two ends; the free index is `j`
# > - **Done when** each is equal to the one before (test 2); the ends are right, and there is a
# >   step between them that is more than SymPy's `doit`, `simplify` or `expand` of the sum (test 1)
#
# <details><summary>Hint</summary>
#
# Purcell's way: cancel $a_k$ (in `chain_sum` SymPy has done that already); split off the case $k = j$, where $\delta$ is 1; in the other
# terms it is 0. Then put $y_j a_j$ back into the sum, take $a_j$ out of it, and use
# $\sum_k y_k = 1$. A sum without the case $k = j$ is `Sum(y[k] * a[j], (k, 1, m)) - y[j] * a[j]`.
#
# </details>
# <details><summary>Next step</summary>
#
# The split reads $-y_j (1 - a_j) + \sum_{k \ne j} y_k a_j$; the case put back gives
# $-y_j + \sum_k y_k a_j$. Two more steps, and nothing but $a_j$ and $y_j$ is left. Fewer steps are
# as good, if each follows from the one before.
#
# </details>

# %% nbgrader={"grade_id": "dL_dz_steps", "solution": true}
dL_dz_steps = None  # replace None by a list: [chain_sum, ...]
### BEGIN SOLUTION
dL_dz_steps = [
    chain_sum,
    Sum(-y[k] * (KroneckerDelta(k, j) - a[j]), (k, 1, m)),
    -y[j] * (1 - a[j]) + (Sum(y[k] * a[j], (k, 1, m)) - y[j] * a[j]),
    -y[j] + Sum(y[k] * a[j], (k, 1, m)),
    -y[j] + a[j] * Sum(y[k], (k, 1, m)),
    a[j] - y[j],
]
### END SOLUTION

# %% nbgrader={"grade_id": "test_dL_dz_steps_ends", "points": 1}
check.dL_dz_steps_ends(dL_dz_steps)
### HIDDEN

# %% nbgrader={"grade_id": "test_dL_dz_steps_pairs", "points": 1}
check.dL_dz_steps_pairs(dL_dz_steps)
### HIDDEN

# %% [markdown]
# In *vector form*, $\dfrac{\partial L}{\partial z} = a - y$, of shape $(C,)$. For a one-hot
# target that is $a_p - 1$ at the target and $a_j$ everywhere else. Any parameter $\theta$
# behind the logits takes one more sum over what it reaches:
# $\dfrac{\partial L}{\partial \theta} = \sum_k (a_k - y_k) \dfrac{\partial z_k}{\partial \theta}$;
# `03_sgd` does that for weights and biases. (A second way to $a - y$, and why the loss is *convex*,
# stand at the end.)

# %% [markdown]
# ## 5 · Many samples, and probabilities that round to 0
#
# For $N$ samples the losses are added or averaged:
#
# $$
# L_{\text{sum}} = -\sum_{i=1}^N \sum_{c=1}^C y_{ic} \log a_{ic},
# \qquad
# L = \frac{1}{N} L_{\text{sum}} .
# $$
#
# (The samples are independent: their likelihoods multiply, so their losses add.) 002 takes the sum;
# we take the **mean over samples**, so that a step does not grow with their number. The sum over
# classes stays a sum: $N$ divides, $N \cdot C$ never does. Libraries say *softmax loss* or
# *categorical cross-entropy*; *sigmoid cross-entropy* and *log loss* are the loss of `04_binary`.

# %%
fig, ax = plots.far_tail()

# %% [markdown]
# You should see: the loss as the target's logit falls behind a rival's. The true loss is a straight
# line. `-np.log(softmax)` follows it only to about 745, where the probability rounds to 0 and the
# loss becomes infinite; with `+ 1e-9` it freezes at 20.7.
#
# The way out: let logarithm and exponential cancel *before* computing, shifted by the maximum:
#
# $$
# \log a_c = (z_c - \max z) - \log \sum_{d} e^{z_d - \max z} .
# $$
#
# ### Exercise 5 · The loss of a batch, from logits
#
# > - **Given** `Z`, logits, and `Y`, targets whose rows sum to 1: one-hot, or *soft*, as *label
# >   smoothing* makes them: $(1 - \varepsilon)\, y + \varepsilon / C$
# > - **Write** `cce_loss(Z, Y)`, the mean over the samples, in nats
# > - **Shapes** `(N, C)`, `(N, C)` → one number (a float or a 0-d value)
# > - **Done when** values are right for one-hot and soft targets; for $|z| \le 10^4$ right to
# >   $10^{-9}$ without a warning; integers and float32 work, also integer `Z` with soft `Y`; and
# >   `Z`, `Y` are left as they were
#
# <details><summary>Hint</summary>
#
# Compute all $\log a_{ic}$ by the last formula, never $a_{ic}$ itself. Each *row* has its own
# maximum, and its own sum over the classes: `axis=1, keepdims=True`.
#
# </details>
# <details><summary>Next step</summary>
#
# `shifted = Z - Z.max(axis=1, keepdims=True)`; take off
# `np.log(np.exp(shifted).sum(axis=1, keepdims=True))`; multiply by `Y`, sum everything, change
# the sign, divide by `len(Z)`.
#
# </details>


# %% nbgrader={"grade_id": "cce_loss", "solution": true}
def cce_loss(Z, Y):
    """Return the categorical cross-entropy of logits Z and targets Y, mean over samples."""
    ### BEGIN SOLUTION
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    shifted = Z - Z.max(axis=1, keepdims=True)
    log_A = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -np.sum(Y * log_A) / len(Z)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_cce_loss_values", "points": 1}
check.cce_loss_values(cce_loss)
### HIDDEN

# %% nbgrader={"grade_id": "test_cce_loss_soft", "points": 1}
check.cce_loss_soft(cce_loss)
### HIDDEN

# %% nbgrader={"grade_id": "test_cce_loss_stable", "points": 1}
check.cce_loss_stable(cce_loss)
### HIDDEN

# %% nbgrader={"grade_id": "test_cce_loss_types", "points": 1}
check.cce_loss_types(cce_loss)
### HIDDEN

# %% [markdown]
# ## 6 · Which way is down?
#
# Row $i$ of `Z` enters only the loss of sample $i$, and that counts $1/N$:
#
# $$
# \frac{\partial L}{\partial Z} = \frac{1}{N} (A - Y) .
# $$
#
# ### Exercise 6 · The gradient of a batch
#
# > - **Given** `Z` and `Y` as in exercise 5
# > - **Write** `cce_gradient(Z, Y)`, the gradient of the *mean*
# > - **Shapes** `(N, C)`, `(N, C)` → `(N, C)`
# > - **Done when** it agrees with central differences of the loss, for one-hot and soft targets,
# >   of one sample or many, also where the target has hardly any probability; each call returns
# >   a new array; $|z| \le 10^4$ gives no warning, and a shift of a row changes nothing; integers
# >   and float32 work, as in exercise 5; and `Z`, `Y` are left as they were
#
# <details><summary>Hint</summary>
#
# `A` is softmax of each row, after a shift by that row's maximum. Subtract all of `Y`, not only
# at the target.
#
# </details>
# <details><summary>Next step</summary>
#
# `exp_shifted = np.exp(Z - Z.max(axis=1, keepdims=True))`, divided by its own row sums, is `A`.
# The answer is `(A - Y) / len(Z)`.
#
# </details>


# %% nbgrader={"grade_id": "cce_gradient", "solution": true}
def cce_gradient(Z, Y):
    """Return the gradient of cce_loss with respect to Z, one row for each sample."""
    ### BEGIN SOLUTION
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    exp_shifted = np.exp(Z - Z.max(axis=1, keepdims=True))
    A = exp_shifted / exp_shifted.sum(axis=1, keepdims=True)
    return (A - Y) / len(Z)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_cce_gradient_values", "points": 1}
check.cce_gradient_values(cce_gradient)
### HIDDEN

# %% nbgrader={"grade_id": "test_cce_gradient_stable", "points": 1}
check.cce_gradient_stable(cce_gradient)
### HIDDEN

# %% nbgrader={"grade_id": "test_cce_gradient_types", "points": 1}
check.cce_gradient_types(cce_gradient)
### HIDDEN

# %% [markdown]
# The picture of success: a descent step moves each logit by minus its slope, like a force.

# %%
fig, axes = plots.forces(cce_gradient)

# %% [markdown]
# You should see: for four classes the logits as dots, and the forces $y - a$ as bars, drawn twice
# as long. Only the target, class 2, is pulled up; each other class is pushed down by its own
# probability. Up and down balance: the forces sum to 0. On the left the network is wrong and the
# forces are large; on the right it is nearly right, and they fade.
#
# What if the sign is lost on the way, as in 001, whose last line is $\hat a - a$?

# %%
fig, ax = plots.descent(cce_loss, cce_gradient)

# %% [markdown]
# You should see: the same ten steps, twice. With $a - y$ the loss falls; with the printed sign every
# step *raises* it. One minus decides whether a network learns or unlearns.
#
# ## 7 · Are the printed lines right?
#
# Seven right sides, as printed, in our letters. $L$ is $-\sum_k y_k \log a_k$ with $a$ the softmax
# of $z$; in E the target is one-hot at class $p$. (Of H, 002 prints the derivatives, not their values.)
#
# | | left side | printed right side | note |
# |---|---|---|---|
# | A | $L$ | $-\sum_{i=1}^m y_k \log a_k$ | 000 (4) |
# | D | $L$ | $-\sum_{k=1}^m y_k \log z_k$ | 003, CE loss |
# | E | $L$ | $-\log \bigl( e^{z_p} / \sum_{l=1}^m e^{z_l} \bigr)$ | 003 (1) |
# | G | $\partial L/\partial z_j$ | $\sum_{j=1}^m y_k (a_j - \delta_{kj})$ | 000 (8) |
# | H | $\partial L/\partial z_j$ | $\frac{\partial L}{\partial a_j} \frac{\partial a_j}{\partial z_j} = -\frac{y_j}{a_j} a_j (1 - a_j)$ | after 002, chain rule |
# | I | $\partial L/\partial z_j$ | $-y_j + y_j a_j + \sum_{k \ne j} y_k a_j$ | 002, last slides |
# | N | $\partial L/\partial z_j$ | $y_j - a_j$ | 001, last line |

# %% nbgrader={"grade_id": "claims", "locked": true}
from ce_helpers.cross_entropy.symbolic import a, c, exp, i, j, k, l, log, m, p, y, z  # again

others = Sum(y[k] * a[j], (k, 1, m)) - y[j] * a[j]  # the sum over all k ≠ j
claims = check.printed_lines()

# %% nbgrader={"grade_id": "claims_001", "locked": true}
check.try_claims(claims)

# %% [markdown]
# You should see: for each line a number for the left side, derived from $L$ by SymPy, and one for
# the right side, or that it has none, at a random point with three classes; then kinds of slip.
#
# ### Exercise 7a · Which lines hold?
#
# > - **Given** `claims`, the printed right sides, `check.try_claims`, and the words that it prints
# > - **Write** `verdicts`: for each letter `True` if the line holds, else `False`; `reasons`: for each
# >   other line the word for its kind of slip
# > - **Shapes** two dictionaries; the keys of `verdicts` are A, D, E, G, H, I and N
# > - **Done when** verdicts and reasons are right for A, D and E (test 1), for G, H, I and N (test 2)
#
# <details><summary>Hint</summary>
#
# A number that differs disproves a line; two lines have equal numbers, and your steps of exercise 4
# say whether to believe them. For the reason look at the line itself: which letter does each sum run
# over, and which should be left? What stands under the logarithm? How many outputs does $z_j$ move?
#
# </details>
# <details><summary>Next step</summary>
#
# Expand the sums of A and G for $m = 2$. Compare H with `chain_sum`, term by term, and add up the two
# columns of N.
#
# </details>

# %% nbgrader={"grade_id": "verdicts", "solution": true}
verdicts = dict.fromkeys("ADEGHIN")  # give each letter True or False
### BEGIN SOLUTION
verdicts = {letter: letter in "EI" for letter in "ADEGHIN"}
### END SOLUTION

# %% nbgrader={"grade_id": "reasons", "solution": true}
reasons = {}  # such as {"Z": "sign"}, had a line Z lost a minus
### BEGIN SOLUTION
reasons = {"A": "index", "D": "score", "G": "free", "H": "path", "N": "sign"}
### END SOLUTION

# %% nbgrader={"grade_id": "test_verdicts_loss", "points": 1}
check.verdicts_loss(verdicts, claims, reasons)
### HIDDEN

# %% nbgrader={"grade_id": "test_verdicts_gradient", "points": 1}
check.verdicts_gradient(verdicts, claims, reasons)
### HIDDEN

# %% nbgrader={"grade_id": "repair_letters", "locked": true}
# the letters again, whatever a cell above has made of them
import sympy as sp
from sympy import KroneckerDelta, Piecewise, Product, Sum

from ce_helpers.cross_entropy.symbolic import a, c, exp, i, j, k, l, log, m, p, y, z

# %% [markdown]
# ### Exercise 7b · Mend the others
#
# > - **Given** the lines that do not hold, with their left sides
# > - **Write** `repairs`: for the letter of each such line, the right side that belongs there
# > - **Shapes** SymPy expressions; the free index is `j` in G, H and N, none in A and D
# > - **Done when** every repaired line is an identity: A and D (test 1); G and H, each still a `Sum`
# >   over all outputs (test 2); N (test 3); lines that hold get no repair
#
# <details><summary>Hint</summary>
#
# Change as little as you can: an index, a sign, what stands under the logarithm. H names one path
# from $z_j$ to $L$; there are $m$.
#
# </details>
# <details><summary>Next step</summary>
#
# In A and G another letter is to be summed over. You have written the sum over all paths before, in
# exercise 4. `-claims["N"]` is an expression too.
#
# </details>

# %% nbgrader={"grade_id": "repairs", "solution": true}
repairs = {}  # for example {"E": -log(a[p])}, had E been wrong
### BEGIN SOLUTION
repairs = {
    "A": -Sum(y[k] * log(a[k]), (k, 1, m)),
    "D": -Sum(y[k] * log(a[k]), (k, 1, m)),
    "G": Sum(y[k] * (a[j] - KroneckerDelta(k, j)), (k, 1, m)),
    "H": chain_sum,
    "N": -claims["N"],
}
### END SOLUTION

# %% nbgrader={"grade_id": "test_repairs_loss", "points": 1}
check.repairs_loss(repairs, claims)
### HIDDEN

# %% nbgrader={"grade_id": "test_repairs_sums", "points": 1}
check.repairs_sums(repairs, claims)
### HIDDEN

# %% nbgrader={"grade_id": "test_repairs_sign", "points": 1}
check.repairs_sign(repairs, claims)
### HIDDEN

# %% [markdown]
# Why did nobody notice G? As printed, $y_k \sum_j (a_j - \delta_{kj})$ is 0 for every $k$, since
# both sums are 1: a gradient that always vanishes. And H is *right* at the target row of a
# one-hot target; only the other rows show the missing sum. Test more than one entry.
#
# <details><summary>Seven more lines of the notes, told</summary>
#
# | | left side | printed right side | note |
# |---|---|---|---|
# | B | $a_p$ | $\prod_{i=c}^m a_c^{\,y_c}$ | 002, likelihood |
# | C | $-\log \prod_c a_c^{\,y_c}$ | $\sum_{k=1}^m y_k \log a_k$ | 002, log-likelihood |
# | F | $\partial L/\partial z_j$ | $\sum_{i=1}^m -\frac{y_k}{a_k} a_k (\delta_{kj} - a_j)$ | 000 (7) |
# | J | $\delta_{kj}$ | 0 if $k = j$, 1 if $k \ne j$ | 001, two cases |
# | K | $\partial L/\partial z_j$ | $-\sum_{k=1}^m y_k (\delta_{kj} - a_j)$ | 001, before the cases |
# | L | $\partial L/\partial z_j$ | $y_j (1 - a_j) - \sum_{k \ne j} y_k a_j$ | 001, simplified |
# | M | $\partial L/\partial z_j$ | $y_j - a_j \sum_k y_k$ | 001, sum taken out |
#
# - **F** is A's slip once more: the eye reads $k$ for $i$. **B** has it in a product, which counts one
#   factor several times; only a target of the last class comes out right.
# - **C** should be minus its sum: no probability costs less than nothing. The slides follow Roelants,
#   who has the minus.
# - **J** has the cases swapped. 001 uses them the right way round in the very next line, so nothing
#   came of it.
# - **K** holds. In **L** its minus is gone, and **M** and **N** hand that on: one slip, three lines. With it
#   every step of descent goes uphill, as you saw above.
#
# `claims` holds these lines too. Verdicts, reasons and repairs for them are welcome, and then they
# count with the others.
#
# </details>

# %% [markdown]
# ## You have
#
# - written `one_hot` and `cross_entropy`, and seen that it is least where belief is truth;
# - come from a likelihood to the loss, and from the loss to $a - y$, for any number of classes;
# - written `cce_loss` and `cce_gradient`, right for logits up to $10^4$;
# - mended five printed lines, and watched one lost minus raise the loss.
#
# Next: `03_sgd` carries $a - y$ one layer back, to weights and biases, and trains. What
# stands below the count, *Further*, is there if you like: no points depend on it.

# %%
check.summary()

# %% [markdown]
# ## Further · The ladder: the same gradient, rung by rung
#
# A program that differentiates by itself walks back through each operation. Do so once by hand. First
# the way up: your own loss, one operation a line.
#
# ### Not graded · The way up
#
# > - **Given** `Z`, `Y` as in exercise 5; `named("exps", v)` notes $v$ under that name, and returns it
# > - **Write** `forward(Z, Y, named)`: the loss, by way of `largest` (a row's maximum), `shifted`,
# >   `exps`, `sums` (a row's sum) and `log_A`
# > - **Shapes** `largest` and `sums` are `(N, 1)`, the others `(N, C)`; a number comes back
# > - **Done when** it is `cce_loss`; no points depend on it
#
# <details><summary>Hint</summary>
#
# Begin with `largest = named("largest", Z.max(axis=1, keepdims=True))`, and go on with what it
# returns.
#
# </details>
# <details><summary>Next step</summary>
#
# `shifted` is `Z - largest`; the last rung is `shifted` less the logarithm of `sums`. The loss needs `Y`
# and `log_A` alone.
#
# </details>


# %% nbgrader={"grade_id": "forward", "solution": true}
def forward(Z, Y, named):
    """Return the mean cross-entropy, one operation a line, each noted by its name."""
    ### BEGIN SOLUTION
    largest = named("largest", Z.max(axis=1, keepdims=True))
    shifted = named("shifted", Z - largest)
    exps = named("exps", np.exp(shifted))
    sums = named("sums", exps.sum(axis=1, keepdims=True))
    log_A = named("log_A", shifted - np.log(sums))
    return -np.sum(Y * log_A) / len(Z)
    ### END SOLUTION


# %%
from ce_helpers.cross_entropy import ladder

rng = np.random.default_rng(1)
Z_try, Y_try = rng.normal(size=(4, 3)), rng.dirichlet(np.ones(3), size=4)  # soft targets
largest, shifted, exps, sums, log_A = ladder.values(forward, Z_try, Y_try)
print(f"forward {forward(Z_try, Y_try, lambda name, value: value):.6f}, cce_loss {cce_loss(Z_try, Y_try):.6f}")

# %% [markdown]
# Now down, from the loss. Every operation has one rule, and a value that is used twice collects from
# both uses.
#
# ### Not graded · The way down
#
# > - **Given** the values of the six rungs for `Z_try` and `Y_try`
# > - **Write** the derivative of the loss with respect to each, the lower ones from the upper
# > - **Shapes** each as its value: what was spread over a row on the way up is summed on the way down
# > - **Done when** `compare` calls each *exact*: it moves one rung of your own `forward` and measures
#
# <details><summary>Hint</summary>
#
# `shifted` enters `log_A` directly, and again by way of `exps`. A sum hands its derivative to every
# term. Only one entry of a row is its maximum.
#
# </details>
# <details><summary>Next step</summary>
#
# `dlog_A = -Y_try / len(Y_try)`. The logarithm: `dsums = -dlog_A.sum(axis=1, keepdims=True) / sums`. Then
# `dexps` is `dsums`, spread over the row, and `dshifted = dlog_A + dexps * exps`.
#
# </details>

# %% nbgrader={"grade_id": "ladder", "solution": true}
dlog_A = dsums = dexps = dshifted = dlargest = dZ = None  # begin with dlog_A = …
### BEGIN SOLUTION
dlog_A = -Y_try / len(Y_try)
dsums = -dlog_A.sum(axis=1, keepdims=True) / sums
dexps = dsums * np.ones_like(exps)
dshifted = dlog_A + dexps * exps
dlargest = -dshifted.sum(axis=1, keepdims=True)
dZ = dshifted + dlargest * (Z_try == largest)
### END SOLUTION

# %%
ladder.compare(
    forward, Z_try, Y_try,
    dlog_A=dlog_A, dsums=dsums, dexps=dexps, dshifted=dshifted, dlargest=dlargest, dZ=dZ,
)

# %% [markdown]
# Fold it up. `dlargest` is 0, since a shift of a row changes nothing. Then `dZ` is
# `dshifted`, and with $s$ for a row's sum of the exponentials $e$
#
# $$
# -\frac{Y}{N} + \frac{1}{N s}\, e = \frac{1}{N} (A - Y).
# $$
#
# Six lines, or your one:

# %%
ladder.compare(forward, Z_try, Y_try, dZ=cce_gradient(Z_try, Y_try))

# %% [markdown]
# In `03_sgd` two more rungs follow below $Z = XW + b$: `dW = X.T @ dZ`, and `db`, the sum of `dZ` over
# the rows.

# %% [markdown]
# ## Further · A belief that differs from the truth costs more
#
# As $\log x \le x - 1$, with equality at $x = 1$ alone,
#
# $$
# H(p, p) - H(p, q) = \sum_{k=1}^m p_k \log \frac{q_k}{p_k}
# \le \sum_{k=1}^m p_k \Bigl( \frac{q_k}{p_k} - 1 \Bigr) = 1 - 1 = 0 .
# $$

# %% nbgrader={"grade_id": "divergence", "locked": true}
from ce_helpers.cross_entropy.symbolic import k, log, m

truth, belief = sp.IndexedBase("p", positive=True), sp.IndexedBase("q", positive=True)
sums_are_one = {Sum(truth[k], (k, 1, m)): 1, Sum(belief[k], (k, 1, m)): 1}
difference = Sum(truth[k] * log(belief[k]), (k, 1, m)) - Sum(truth[k] * log(truth[k]), (k, 1, m))
check_steps([difference, Sum(truth[k] * log(belief[k] / truth[k]), (k, 1, m))], name="minus the gap")
bound = Sum(truth[k] * (belief[k] / truth[k] - 1), (k, 1, m))
check_steps([bound, 0], name="its bound", given=sums_are_one)

# %% [markdown]
# ## Further · A second way to a − y
#
# Put softmax into the loss *first*: with $\sum_k y_k = 1$,
#
# $$
# L = -\sum_k y_k \Bigl( z_k - \log \sum_l e^{z_l} \Bigr) = \log \sum_l e^{z_l} - \sum_k y_k z_k ,
# $$
#
# and no chain rule over the outputs is needed: the first term has slope $a_j$, the second $-y_j$.

# %% nbgrader={"grade_id": "second_way", "locked": true}
from ce_helpers.cross_entropy.symbolic import a, exp, j, k, l, log, m, y, z  # the letters again

S = Sum(exp(z[l]), (l, 1, m))
short = log(S) - Sum(y[k] * z[k], (k, 1, m))
check_steps([L_of_z, short], name="loss in logits", given=sum_is_one)
check_steps([differentiate(short, z[j]), softmax_entry(j) - y[j]], name="its slope")

# %% [markdown]
# ## Further · No false valleys
#
# The second derivatives are old acquaintances, the Jacobian of softmax. For every direction $v$
#
# $$
# v^T H v = \sum_k a_k v_k^2 - \Bigl( \sum_k a_k v_k \Bigr)^2 \ge 0, \qquad H = \mathrm{diag}(a) - a a^T:
# $$
#
# a variance. So $L$ is *convex* in $z$, and in weights and biases: no descent ends in a false valley.
# It is not strictly convex, as a shift of all logits changes nothing.

# %% nbgrader={"grade_id": "hessian", "locked": true}
from ce_helpers.cross_entropy.symbolic import j, k, y, z  # the letters again

hessian = softmax_entry(j) * (KroneckerDelta(j, k) - softmax_entry(k))
check_steps([differentiate(softmax_entry(j) - y[j], z[k]), hessian], name="second derivative")

# %% [markdown]
# ## Further · The batch, proved
#
# Row $i$ of the gradient, for any numbers of samples and classes. (Rows of $Y$ sum to 1. For others
# libraries differ: some keep $a - y$, which is no derivative then, some take $(\sum_k y_k)\, a - y$.)

# %% nbgrader={"grade_id": "batch_slope", "locked": true}
from ce_helpers.cross_entropy.symbolic import N, Y, Z, exp, i, j, k, l, log, m, s  # entries of a batch

losses = log(Sum(exp(Z[s, l]), (l, 1, m))) - Sum(Y[s, k] * Z[s, k], (k, 1, m))
A_ij = exp(Z[i, j]) / Sum(exp(Z[i, l]), (l, 1, m))
mean = Sum(losses, (s, 1, N)) / N
check_steps([differentiate(mean, Z[i, j]), (A_ij - Y[i, j]) / N], name="gradient of the batch")

# %% [markdown]
# ## Further · The same loss in the libraries
#
# | library | its loss, with $L_i$ that of row $i$ |
# |---|---|
# | PyTorch, Keras from logits, mygrad | $\frac{1}{N} \sum_i L_i$: yours |
# | optax, MLX | $L_i$, one number per row |
# | Keras from probabilities, its default | the mean, with $a$ clipped to $10^{-7} \ldots 1 - 10^{-7}$ |
# | scikit-learn `log_loss` | the mean, with $a \ge 2^{-52}$ |
# | XGBoost `mlogloss` | the mean, with $a \ge 10^{-16}$ |
# | PaddlePaddle | the mean, with $\log a \ge -64$ |

# %%
from ce_helpers.plots import libraries as more_plots

fig, ax = more_plots.limits()

# %% [markdown]
# You should see: one loss that grows with the lead of a rival, and three that level off, at 64,
# 36.8 and 16.1 nats. A loss on its plateau costs the same however wrong the network is; where the
# probability was clipped, the slope is 0 as well, and that row teaches nothing.
#
# ### Not graded · Your loss as libraries report it
#
# > - **Given** `Z`, logits of which some lie 60 and more apart, and one-hot `Y`
# > - **Write** `matched(Z, Y)`: your loss as optax, Keras (from probabilities) and XGBoost report it
# > - **Shapes** a dictionary: `"optax"` has shape `(N,)`, `"Keras"` and `"XGBoost"` are numbers
# > - **Done when** each entry is that library's; no points depend on it
#
# <details><summary>Hint</summary>
#
# Change one line of `cce_loss` for each: leave out the mean, or limit $\log a$ first. The
# logarithm of a clipped $a$ is $\log a$, clipped at the logarithms.
#
# </details>
# <details><summary>Next step</summary>
#
# Keras: `np.clip(log_A, np.log(1e-7), np.log(1 - 1e-7))`; XGBoost: `np.maximum(log_A, …)`.
#
# </details>


# %% nbgrader={"grade_id": "matched", "solution": true}
def matched(Z, Y):
    """Return the losses of optax, Keras and XGBoost for logits Z and one-hot targets Y."""
    ### BEGIN SOLUTION
    shifted = Z - Z.max(axis=1, keepdims=True)
    log_A = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    log_a = (Y * log_A).sum(axis=1)
    return {
        "optax": -log_a,
        "Keras": -np.clip(log_a, np.log(1e-7), np.log(1 - 1e-7)).mean(),
        "XGBoost": -np.maximum(log_a, np.log(1e-16)).mean(),
    }
    ### END SOLUTION


# %%
from ce_helpers import libraries

libraries.matched_losses(matched)

# %% [markdown]
# <details><summary>The letters of the notes</summary>
#
# | here | 000 Wocjan | 001 Purcell | 002 Lê | 003 sheet |
# |---|---|---|---|---|
# | $C$, in proofs $m$ | $m$ | | $K$, $C$ | $C$ |
# | $N$ | | | $n$ | |
# | `labels` | $y$ | | $t$ | $p$ |
# | $y$, `y` | $y$ | $\hat a$ | $t$ | $t$ |
# | $Y$, `Y` | | | $T$ | |
# | $z$, $Z$ | $z$ | $z$ | $z$ | $s$ |
# | $a$, $A$ | $a$ | $a$, $\sigma(z_i)$ | $y$, $Y$ | $f(s_i)$ |
# | $L$ | $\mathcal L$ | $\lambda$ | $\xi$ | $CE$ |
# | $p$, $q$ | $p$, $q$ | | $p$, $q$ | |
#
# In 002 $y$ is the *output*.
#
# </details>
# <details><summary>Sources, and what this notebook covers of them</summary>
#
# - Pawel Wocjan, *Softmax and categorical cross-entropy loss*, 2019 (000): cross-entropy
#   $H(p, q)$, and the loss as $H(y, a)$; labels to one-hot, from 1 or from 0; the loss,
#   $-y_k/a_k$, and the chain sum (6)–(8) carried to $a_j - y_j$.
# - John Purcell, *Derivative of the Categorical Cross-Entropy Function*, 2021 (001):
#   the derivative of $\log a_i$; the δ form; the two-case split; re-absorbing; the targets' sum;
#   the one-hot case; the vector form; what minimising means.
# - Lê Anh Cường, *Multi-class classification with Softmax function* (002, after Peter Roelants): the likelihood, its
#   product and negative logarithm; the batch loss, sum against mean; the derivative, posed and
#   derived; the chain to $\partial L/\partial \theta$.
# - *Understanding Cross-Entropy Loss …*, unsigned, after Raúl Gómez (003): one-of-many classification; the names of
#   the losses; the one-hot collapse.
# - Of the course's list of misprints, `docs/errata.md`: 3 to 8, 10 to 14, 17 to 19 and 25.
#
# </details>
