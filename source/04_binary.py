# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3 (ipykernel), language: python, name: python3}
# ---

# %% [markdown]
# # 04 · Binary cross-entropy: one question, two answers
#
# **You will**
#
# - *see* what separates sigmoid from softmax, and joins them when there are two classes;
# - *prove* that categorical cross-entropy becomes binary cross-entropy, and explain it (Quiz 1);
# - *write* the binary loss, right far out, and use it for many labels;
# - *fit* logistic regression by gradient descent;
# - *mend* printed lines that do not hold.
#
# About two hours, 20 points, 4 marked by hand. You need derivatives, sums and NumPy
# broadcasting; nothing from the other notebooks.
#
# Run the cells in order. Write each answer over the line below `# Your answer`. The check below
# names what it first finds missing; grading tries more cases: read *Done when*. Stuck? Unfold
# **hint**, then **next step**.

# %% nbgrader={"grade_id": "setup", "locked": true}
# NumPy, SymPy, Matplotlib and Python's own modules are there when your work is graded; no others
import numpy as np
import sympy as sp

from ce_helpers import hand_in
from ce_helpers import binary as check
from ce_helpers.binary import plots
from ce_helpers.binary.symbolic import exp, log, s, s_1, s_2, sigma, t, t_1
from ce_helpers.symbolic import check_steps

hand_in.look()

# %% [markdown]
# ## A 3, or an 8?
#
# Leave two classes of ten, and ask one question: is it a 3? Each dot is a held-out digit, drawn at
# 1 if it is a 3 and at 0 if it is an 8. Two scores, or is one enough?

# %%
fig, ax = plots.three_or_eight()

# %% [markdown]
# You should see: threes on the right, eights on the left, one three on the wrong side of 0. One number
# tells them apart, the *difference* of the two scores, and the S-shaped curve turns it into a
# probability. That it is the softmax of the two, which loss belongs to it, and what changes when a
# sample may belong to many classes at once: this notebook.
#
# ## Notation
#
# <details><summary>Letters, shapes and what they mean</summary>
#
# | here | shape | meaning |
# |---|---|---|
# | $C$, $N$, $D$ | | classes, samples, features |
# | $s$, `s` | any | scores (logits), one per question |
# | $\sigma(s)$ | as $s$ | sigmoid, the logistic function |
# | $a_1$, $a_2$ | one number each | softmax of $(s_1, s_2)$ |
# | $t$, `t` | as $s$ | target as one number: in $[0, 1]$, one per question |
# | $p$ | one index | the right class |
# | $u$ | one number | argument of $\sigma$: $s_1 - s_2$ in exercise 1 |
# | $L$ | as $s$; one number for a batch | loss |
# | $S$, $T$ | $(N, C)$ | logits and targets of a batch |
# | $X$, $\theta$ | $(N, D)$, $(D,)$ | samples, parameters |
# | $h$ | as $s$; $(N,)$ | the probability $\sigma(s)$; $\sigma(X\theta)$ of the samples |
# | $J$, $\alpha$ | one number each | mean loss, `learning_rate` |
#
# </details>
#
# log is the natural logarithm, so losses are in *nats*. 000 to 003 are this course's notes; their
# letters are at the end.

# %% [markdown]
# ## Two activations
#
# Three scores, and the first one rises. What do the outputs do?

# %%
fig, axes = plots.activations()

# %% [markdown]
# You should see: on the left one curve climbs and two stay level; on the right one climbs and
# two fall.
#
# *Sigmoid*, the logistic function $\sigma(s) = 1/(1 + e^{-s})$, is elementwise: $\sigma(s_i)$ knows
# $s_i$ alone. *Softmax*, $a_i = e^{s_i} / \sum_j e^{s_j}$, is not: each output needs all scores, and
# the outputs sum to 1. Both are functions, not losses. A loss comes from the cross-entropy behind them: $-\sum_i t_i \log a_i$
# behind softmax; behind a sigmoid, where each score has two outcomes,
# $-t \log \sigma(s) - (1 - t) \log(1 - \sigma(s))$. (003 prints the logarithm of the raw scores; a
# negative score has none.) The pairs have many names:
#
# | activation | loss with it | also called |
# |---|---|---|
# | softmax | categorical cross-entropy, CCE | softmax loss |
# | sigmoid | binary cross-entropy, BCE | sigmoid cross-entropy, log loss |

# %% [markdown]
# ## 1 · Two classes: is softmax a sigmoid?
#
# 250 random pairs of scores: the first output of softmax, once over $s_1$, once over $s_1 - s_2$.

# %%
fig, axes = plots.reduction()

# %% [markdown]
# You should see: on the left a cloud, so $s_1$ alone does not decide; on the right all points
# on one curve, the sigmoid.
#
# ### Step 1: the first output
#
# Divide above and below by $e^{s_1}$:
#
# $$
# a_1 = \frac{e^{s_1}}{e^{s_1} + e^{s_2}} = \frac{1}{1 + e^{s_2 - s_1}} = \sigma(s_1 - s_2).
# $$

# %% nbgrader={"grade_id": "first_output", "locked": true}
from ce_helpers.binary.symbolic import exp, log, s, s_1, s_2, sigma, t, t_1  # the letters, again

a_1 = exp(s_1) / (exp(s_1) + exp(s_2))
check_steps([a_1, 1 / (1 + exp(s_2 - s_1)), sigma(s_1 - s_2)], name="first output")

# %% [markdown]
# ### Step 2: the second output
#
# The outputs sum to 1, so the second is what the first leaves, the same curve mirrored:
# $a_2 = e^{s_2}/(e^{s_1} + e^{s_2}) = 1 - a_1 = \sigma(s_2 - s_1)$.

# %% nbgrader={"grade_id": "second_output", "locked": true}
a_2 = exp(s_2) / (exp(s_1) + exp(s_2))
check_steps([a_2, 1 - a_1, sigma(s_2 - s_1)], name="second output")

# %% [markdown]
# ### Step 3: the loss of two classes
#
# With two classes the targets are $t_1$ and $t_2 = 1 - t_1$, so the categorical loss is
# $-t_1 \log a_1 - (1 - t_1) \log a_2$. A one-hot target keeps one term, $-\log a_p$ for the right
# class $p$:

# %% nbgrader={"grade_id": "cce_two", "locked": true}
cce_two = -t_1 * log(a_1) - (1 - t_1) * log(a_2)
check_steps([cce_two.subs(t_1, 1), -log(a_1)], name="class 1 is right")
check_steps([cce_two.subs(t_1, 0), -log(a_2)], name="class 2 is right")

# %% [markdown]
# ### Exercise 1 · The reduction in symbols
#
# > - **Given** `cce_two`, `a_1`, `a_2`, `sigma(u)`, the symbols `s_1`, `s_2`, `t_1`
# > - **Write** `reduction_steps`: a list of expressions from `cce_two` to a form in
# >   $u = s_1 - s_2$ alone, such as $-t_1 \log \sigma(u) - (1 - t_1) \log(1 - \sigma(u))$
# > - **Shapes** a list of three expressions or more that differ, also to SymPy (to it
# >   `1/(1 + exp(s_2 - s_1))` is `sigma(s_1 - s_2)`)
# > - **Done when** each expression equals the one before (2 points); the first is `cce_two`, and
# >   in the last $s_1$ and $s_2$ stand in differences $s_1 - s_2$ alone (1 point)
#
# <details><summary>Hint</summary>
#
# One change a line. Line 2 rewrites the first logarithm, line 3 the second.
#
# </details>
# <details><summary>Next step</summary>
#
# Line 2: `-t_1 * log(sigma(s_1 - s_2)) - (1 - t_1) * log(a_2)`. For the last one you need
# $a_2$ as 1 minus something.
#
# </details>

# %% nbgrader={"grade_id": "reduction_steps", "solution": true}
reduction_steps = [cce_two, None]  # replace None by your expressions, one change a line
### BEGIN SOLUTION
u = s_1 - s_2
reduction_steps = [
    cce_two,
    -t_1 * log(sigma(u)) - (1 - t_1) * log(a_2),
    -t_1 * log(sigma(u)) - (1 - t_1) * log(1 - a_1),
    -t_1 * log(sigma(u)) - (1 - t_1) * log(1 - sigma(u)),
]
### END SOLUTION

# %% nbgrader={"grade_id": "test_reduction_pairs", "points": 2}
check.reduction_pairs(reduction_steps)
### HIDDEN

# %% nbgrader={"grade_id": "test_reduction_ends", "points": 1}
check.reduction_ends(reduction_steps)
### HIDDEN

# %% [markdown] nbgrader={"grade_id": "quiz_1_question", "locked": true}
# ## 2 · The same in words
#
# The sheet (003) asks how, for two classes, the categorical loss (1) turns into the binary loss
# (2), in which $f$ is the sigmoid:
#
# $$
# \mathrm{CE} = -\log \frac{e^{s_p}}{\sum_{j=1}^{C} e^{s_j}} \tag{1}
# $$
#
# $$
# \mathrm{CE} = -t_1 \log f(s_1) - (1 - t_1) \log(1 - f(s_1)) \tag{2}
# $$
#
# ### Exercise 2 · Quiz 1, in words
#
# > - **Given** section 1, with your steps
# > - **Write** an explanation for a fellow student, about ten lines of text and formulas. Say
# >   where each term of (2) comes from, and what must be true of $s_2$ for (2) to hold with
# >   $s_1$ alone in it, as printed
# > - **Done when** every step has a reason. Marked by hand, 4 points
#
# <details><summary>Hint</summary>
#
# Take the cases $t_1 = 1$ and $t_1 = 0$ one at a time: which class is $p$? Then join them.
#
# </details>
# <details><summary>Next step</summary>
#
# Softmax does not change when the same number is subtracted from both scores. Which number makes
# the second score 0?
#
# </details>
#
# === BEGIN MARK SCHEME ===
#
# **Marking scheme, 4 points.** One for each:
#
# 1. *Two classes.* One-hot target, $t_2 = 1 - t_1$: (1) is $-t_1 \log a_1 - (1 - t_1) \log a_2$,
#    or the same by the cases $p = 1$ and $p = 2$.
# 2. *First output.* Dividing by $e^{s_1}$ (or subtracting a score from both) gives
#    $a_1 = \sigma(s_1 - s_2)$, with that reason.
# 3. *Second output.* $a_2 = 1 - a_1$, because the outputs sum to 1 (or by the same division).
# 4. *The condition.* What arrives is (2) with $s_1 - s_2$ in the place of $s_1$. The printed form
#    needs $s_2 = 0$, or $s_1$ read as the difference; softmax allows it, as a common shift changes
#    nothing.
#
# Half a point where the formula is right and the reason missing. No point 4 for "$s_2 = 1 - s_1$"
# or "$s_2 = -s_1$": the first is the sheet's slip, the second gives $\sigma(2 s_1)$. Any order and
# any notation; no marks off for language.
#
# === END MARK SCHEME ===

# %% [markdown] nbgrader={"grade_id": "quiz_1", "solution": true, "points": 4}
# With two classes the target is one-hot: either $t_1 = 1$ and $p = 1$, or $t_1 = 0$ and $p = 2$.
# Since $t_2 = 1 - t_1$, both cases of (1) stand in one line,
# $\mathrm{CE} = -t_1 \log a_1 - (1 - t_1) \log a_2$: one factor is 1, the other 0.
#
# Dividing the fraction $a_1 = e^{s_1}/(e^{s_1} + e^{s_2})$ above and below by $e^{s_1}$ gives
# $a_1 = 1/(1 + e^{-(s_1 - s_2)}) = f(s_1 - s_2)$.
#
# The two outputs of softmax sum to 1, so $a_2 = 1 - a_1 = 1 - f(s_1 - s_2)$.
#
# Put in, this is
# $\mathrm{CE} = -t_1 \log f(s_1 - s_2) - (1 - t_1) \log(1 - f(s_1 - s_2))$,
# which is (2) but for the argument. Softmax does not change when the same number is subtracted
# from both scores. Subtracting $s_2$ leaves the scores $s_1 - s_2$ and 0: with the second score
# fixed at 0, as in a network with a single output, $s_1$ is the difference, and (2) holds as
# printed. For two free scores it does not.

# %% [markdown]
# ## 3 · What does one answer cost?
#
# From here on there is one score $s$ a question, and a target $t$, 0 or 1. A *soft* target in
# between, such as ¾, says how often the answer is yes. The loss is
# $L(s, t) = -t \log \sigma(s) - (1 - t) \log(1 - \sigma(s))$.

# %%
fig, ax = plots.losses()

# %% [markdown]
# You should see: for $t = 1$ a curve that falls to 0, for $t = 0$ its mirror image, for $t = ½$
# a valley between them. Far out on the wrong side each is almost a straight line.
#
# $\log \sigma(s) = -\log(1 + e^{-s})$, and $1 - \sigma(s) = \sigma(-s)$. So
# $L = t \log(1 + e^{-s}) + (1 - t) \log(1 + e^{s})$, and the first logarithm is the second
# minus $s$:

# %% nbgrader={"grade_id": "bce_step_1", "locked": true}
from ce_helpers.binary.symbolic import exp, log, s, s_1, s_2, sigma, t, t_1  # the letters, again

bce = -t * log(sigma(s)) - (1 - t) * log(1 - sigma(s))
both_logs = t * log(1 + exp(-s)) + (1 - t) * log(1 + exp(s))
check_steps([bce, both_logs, log(1 + exp(s)) - t * s], name="binary cross-entropy of one score")

# %% [markdown]
# On paper the three are the same. In floating point, with $t = 0$:

# %%
fig, axes = plots.tails()

# %% [markdown]
# You should see: in both tails the printed formula turns into steps, as few digits of
# $1 - \sigma(s)$ are left. Beyond the dotted lines it is 0 on the left, $s < -37.4$, and ∞ on the
# right, $s > 36.7$.
#
# ### Exercise 3 · The binary loss in code
#
# > - **Given** `s`, logits, and `t`, targets in $[0, 1]$; floats or integers. On arrays use
# >   `np.exp`, `np.log1p`; `sigma`, `exp`, `log` are SymPy's and take symbols only
# > - **Write** `bce_with_logits(s, t)`, the loss $L$, element by element
# > - **Shapes** arrays `s` and `t` of any one shape, or two numbers → the same shape
# > - **Done when** values are right for hard and soft targets (1 point); up to $s = \pm 10^4$ they
# >   are right to $10^{-9}$, without a warning (1 point); integers, float32 and any shape work,
# >   `s`, `t` are left as they were, and each call returns a new array (1 point)
#
# <details><summary>Hint</summary>
#
# Start from $\log(1 + e^s) - ts$. For $s > 0$ take $e^s$ out of the logarithm:
# $\log(1 + e^s) = s + \log(1 + e^{-s})$. One formula does both signs.
#
# </details>
# <details><summary>Next step</summary>
#
# $\log(1 + e^s) = \max(s, 0) + \log(1 + e^{-|s|})$. `np.log1p(x)` is $\log(1 + x)$ without
# rounding $1 + x$ first. Add this small logarithm last, to $\max(s, 0) - ts$: added earlier, it is
# rounded away for $t = 1$ and large $s$.
#
# </details>


# %% nbgrader={"grade_id": "bce_with_logits", "solution": true}
def bce_with_logits(s, t):
    """Return -t log(sigma(s)) - (1 - t) log(1 - sigma(s)), element by element."""
    ### BEGIN SOLUTION
    s = np.asarray(s, dtype=float)  # the negative of a small integer may not fit its type
    return (np.maximum(s, 0) - s * t) + np.log1p(np.exp(-np.abs(s)))  # the small term last
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_bce_values", "points": 1}
check.bce_values(bce_with_logits)
### HIDDEN

# %% nbgrader={"grade_id": "test_bce_tails", "points": 1}
check.bce_tails(bce_with_logits)
### HIDDEN

# %% nbgrader={"grade_id": "test_bce_elementwise", "points": 1}
check.bce_elementwise(bce_with_logits)
### HIDDEN

# %% [markdown]
# ## 4 · One score moves: what does the loss do?
#
# By the chain rule, through $h = \sigma(s)$:
#
# $$
# \frac{dL}{dh} = -\frac{t}{h} + \frac{1 - t}{1 - h} = \frac{h - t}{h(1 - h)},
# \qquad \frac{dh}{ds} = h(1 - h).
# $$

# %% nbgrader={"grade_id": "bce_chain", "locked": true}
from ce_helpers.binary.symbolic import exp, log, s, s_1, s_2, sigma, t, t_1  # the letters, again

h = sp.Symbol("h", positive=True)
dL_dh = sp.diff(-t * log(h) - (1 - t) * log(1 - h), h)
check_steps([dL_dh, -t / h + (1 - t) / (1 - h), (h - t) / (h * (1 - h))], name="dL/dh")
check_steps([sp.diff(sigma(s), s), sigma(s) * (1 - sigma(s))], name="dh/ds")

# %% [markdown]
# Finish it on paper: what is left has two terms, and no fraction but $\sigma$. (Or start from
# $L = \log(1 + e^s) - ts$.)
#
# ### Exercise 4 · The derivative of the binary loss
#
# > - **Given** `s` and `t` as in exercise 3
# > - **Write** `bce_gradient(s, t)`: $\partial L/\partial s$, element by element
# > - **Shapes** as in exercise 3
# > - **Done when** it agrees with central differences, for integers and any shape, and `s`, `t` are
# >   left as they were (1 point); up to $s = \pm 10^4$ it is right to $10^{-9}$, without a warning
# >   (1 point)
#
# <details><summary>Hint</summary>
#
# Multiply the two derivatives. On the other way, write $e^s/(1 + e^s)$ as a function that you know.
#
# </details>
# <details><summary>Next step</summary>
#
# It is $\sigma(s) - t$. For $\sigma$ without overflow let `e = np.exp(-np.abs(s))`: where
# $s \ge 0$ it is $1/(1 + e)$, elsewhere $e/(1 + e)$; `np.where` chooses.
#
# </details>


# %% nbgrader={"grade_id": "bce_gradient", "solution": true}
def bce_gradient(s, t):
    """Return the derivative of bce_with_logits(s, t) with respect to s, element by element."""
    ### BEGIN SOLUTION
    s = np.asarray(s, dtype=float)
    exp_minus_abs = np.exp(-np.abs(s))
    return np.where(s >= 0, 1, exp_minus_abs) / (1 + exp_minus_abs) - t
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_bce_gradient_values", "points": 1}
check.bce_gradient_values(bce_gradient)
### HIDDEN

# %% nbgrader={"grade_id": "test_bce_gradient_tails", "points": 1}
check.bce_gradient_tails(bce_gradient)
### HIDDEN

# %% [markdown]
# ## 5 · Many labels at once
#
# A photograph shows a car and a person, no dog, no boat: two labels of four are right. The same
# scores through softmax and through sigmoid:

# %%
fig, axes = plots.labels()

# %% [markdown]
# You should see: softmax gives the car 0.62 and the person 0.37; sigmoid gives both more
# than 0.9.
#
# In the *multi-label* case each class is a yes/no question of its own. Its rival is a
# *background* class, "not this one", with target $1 - t$ and probability $1 - \sigma(s)$
# (hatched). The $C$ binary problems are independent, and their losses are summed:
#
# $$
# L_i = \sum_{c=1}^{C} \Bigl[ -T_{ic} \log \sigma(S_{ic})
#       - (1 - T_{ic}) \log\bigl(1 - \sigma(S_{ic})\bigr) \Bigr],
# \qquad L = \frac{1}{N} \sum_{i=1}^{N} L_i.
# $$
#
# ### Exercise 5 · The multi-label loss
#
# > - **Given** `S`, logits, and `T`, targets in $[0, 1]$, any number of ones in a row; floats or
# >   integers
# > - **Write** `multilabel_loss(S, T)`: summed over classes, averaged over samples. You may call
# >   your `bce_with_logits`, or write its formula again
# > - **Shapes** `(N, C)`, `(N, C)` → one number
# > - **Done when** classes add up and samples are averaged, for soft targets, one sample or one
# >   class, too; nothing is clipped for $|S| \le 36$; `S`, `T` are left as they were (1 point)
#
# <details><summary>Hint</summary>
#
# First an array of $N \times C$ losses, then a sum over one axis, then a mean.
#
# </details>
# <details><summary>Next step</summary>
#
# Classes lie along `axis=1`. Take the mean of the $N$ row sums.
#
# </details>


# %% nbgrader={"grade_id": "multilabel_loss", "solution": true}
def multilabel_loss(S, T):
    """Return the binary losses, summed over classes and averaged over samples."""
    ### BEGIN SOLUTION
    S = np.asarray(S, dtype=float)
    losses = (np.maximum(S, 0) - S * T) + np.log1p(np.exp(-np.abs(S)))
    return losses.sum(axis=1).mean()
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_multilabel_loss", "points": 1}
check.multilabel_loss(multilabel_loss)
### HIDDEN

# %% [markdown]
# ## 6 · Do the labels mix?
#
# The logit $S_{ic}$ appears in one term of the double sum. The derivatives of all others are 0.
#
# ### Exercise 6 · The gradient of the multi-label loss
#
# > - **Given** `S`, `T` as in exercise 5
# > - **Write** `multilabel_gradient(S, T)`: the gradient of `multilabel_loss` with respect to
# >   `S`. You may call your `bce_gradient`, or write its formula again
# > - **Shapes** `(N, C)`, `(N, C)` → `(N, C)`
# > - **Done when** it agrees with central differences for all that exercise 5 names, classes do not
# >   mix, and `S`, `T` are left as they were (1 point)
#
# <details><summary>Hint</summary>
#
# The derivative of one term is that of exercise 4. Which factor does the mean put in front?
#
# </details>
# <details><summary>Next step</summary>
#
# Divide by the number of samples, `len(S)`; not by the number of entries.
#
# </details>


# %% nbgrader={"grade_id": "multilabel_gradient", "solution": true}
def multilabel_gradient(S, T):
    """Return the gradient of multilabel_loss(S, T) with respect to S."""
    ### BEGIN SOLUTION
    S = np.asarray(S, dtype=float)
    exp_minus_abs = np.exp(-np.abs(S))
    sigmoid = np.where(S >= 0, 1, exp_minus_abs) / (1 + exp_minus_abs)
    return (sigmoid - T) / len(S)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_multilabel_gradient", "points": 1}
check.multilabel_gradient(multilabel_gradient)
### HIDDEN

# %% [markdown]
# ## 7 · Three kinds of problem
#
# - `"binary"`: is this mail spam? One score, one target $t$;
# - `"multiclass"`: which digit is this? $C$ scores, exactly one class is right;
# - `"multilabel"`: what is in this photograph? $C$ scores, any number of labels is right.
#
# ### Exercise 7 · Which last layer, which loss?
#
# > - **Given** the activations `"sigmoid"`, `"softmax"` and the losses `"binary_crossentropy"`,
# >   `"categorical_crossentropy"`
# > - **Write** `last_layer`: a dictionary with the three kinds as keys
# > - **Shapes** each value a pair `(activation, loss)` of two of the strings above
# > - **Done when** all three pairs are right (1 point)
#
# <details><summary>Hint</summary>
#
# Ask of each: must the outputs sum to 1? Does a target of 0 say something as well?
#
# </details>
# <details><summary>Next step</summary>
#
# Where they must sum to 1, take softmax with its own loss. Elsewhere each score is a yes/no
# question.
#
# </details>

# %% nbgrader={"grade_id": "last_layer", "solution": true}
last_layer = {"binary": None, "multiclass": None, "multilabel": None}  # a pair for each None
### BEGIN SOLUTION
last_layer = {
    "binary": ("sigmoid", "binary_crossentropy"),
    "multiclass": ("softmax", "categorical_crossentropy"),
    "multilabel": ("sigmoid", "binary_crossentropy"),
}
### END SOLUTION

# %% nbgrader={"grade_id": "test_last_layer", "points": 1}
check.last_layer(last_layer)
### HIDDEN

# %% [markdown]
# ## 8 · The smallest network
#
# It has $D$ features and one output (for a bias, $X$ gets a column of ones):
# $h_\theta(x) = P(t = 1 \mid x; \theta) = \sigma(\theta^T x)$ and
# $P(t = 0 \mid x; \theta) = 1 - h_\theta(x)$. The loss is the mean over the samples, rows $x_i$ of $X$
# with targets $t_i$:
#
# $$
# J(\theta) = -\frac{1}{N} \sum_{i=1}^{N} \Bigl[ t_i \log h_\theta(x_i)
#             + (1 - t_i) \log\bigl(1 - h_\theta(x_i)\bigr) \Bigr].
# $$
#
# For one sample $\partial s/\partial \theta_j = x_j$ and, by the chain rule,
# $\partial L/\partial \theta_j = (h_\theta(x) - t)\, x_j$. The mean is a matrix product:
#
# $$
# \frac{\partial J}{\partial \theta_j} = \frac{1}{N} \sum_{i=1}^{N} (h_\theta(x_i) - t_i)\, X_{ij},
# \qquad
# \nabla J = \frac{1}{N} X^T (h - t), \quad h = \sigma(X\theta) \text{ of shape } (N,).
# $$
#
# *Gradient descent* repeats $\theta \leftarrow \theta - \alpha \nabla J$, *simultaneously*: every
# entry of the new $\theta$ comes from the same old $h$.
#
# ### Exercise 8 · Logistic regression
#
# > - **Given** `X`, samples; `t`, targets in $[0, 1]$, both floats or integers; `learning_rate`
# >   $\alpha$; `steps`, 0 or more
# > - **Write** `logistic_regression(X, t, *, learning_rate, steps)`, which returns the pair
# >   `theta, history`: full-batch descent on $J$ from zeros
# > - **Shapes** `(N, D)`, `(N,)` → `theta` `(D,)`; `history` holds `steps + 1` numbers
# > - **Done when** `theta` is right after any number of steps, whether $J$ falls or rises, for any
# >   $N$, $D$ and $\alpha$, a new array each time, and `X`, `t` are left as they were (1 point);
# >   `history` is $J$ before the first step and after each one (1 point)
#
# <details><summary>Hint</summary>
#
# Keep everything one-dimensional: `X @ theta` has shape `(N,)`, like `t`. An `(N, 1)` array minus
# an `(N,)` array has shape `(N, N)`, without a warning.
#
# </details>
# <details><summary>Next step</summary>
#
# Put $J$ at zeros into `history` first. In the loop, compute `h`, then `X.T @ (h - t) / len(X)`,
# then the new `theta`, then its $J$.
#
# </details>


# %% nbgrader={"grade_id": "logistic_regression", "solution": true}
def logistic_regression(X, t, *, learning_rate, steps):
    """Return theta and the history of J of full-batch gradient descent from zeros."""
    ### BEGIN SOLUTION
    theta, history = np.zeros(X.shape[1]), []
    for step in range(steps + 1):
        score = X @ theta
        exp_minus_abs = np.exp(-np.abs(score))
        history.append(np.mean((np.maximum(score, 0) - t * score) + np.log1p(exp_minus_abs)))
        if step < steps:
            h = np.where(score >= 0, 1, exp_minus_abs) / (1 + exp_minus_abs)
            theta = theta - learning_rate * X.T @ (h - t) / len(X)
    return theta, history
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_logistic_theta", "points": 1}
check.logistic_theta(logistic_regression)
### HIDDEN

# %% nbgrader={"grade_id": "test_logistic_history", "points": 1}
check.logistic_history(logistic_regression)
### HIDDEN

# %% [markdown]
# The picture of success: 60 samples in two overlapping clouds, twelve steps, three learning
# rates.

# %%
rng = np.random.default_rng(4)
t_clouds = np.repeat([0.0, 1.0], 30)
X_clouds = rng.normal(size=(60, 2)) * [1.5, 0.5] + np.outer(2 * t_clouds - 1, [0.7, 0.3])
fig, axes = plots.descent(logistic_regression, X_clouds, t_clouds)

# %% [markdown]
# You should see: three paths from the cross at zero. Small steps (blue circles) creep; medium ones
# (orange squares) turn into the valley and follow it; large ones (green triangles) leap across
# the valley and back, and their loss goes up and down. All losses start at
# $\log 2 \approx 0.69$. Why there?
#
# <details><summary>Answer</summary>
#
# With $\theta = 0$ every $h$ is ½, and $-\log ½ = \log 2$, for every target. As for the leaps:
# nowhere is $J$ more curved than the largest eigenvalue of $X^T X/(4N)$, here 0.68, so a rate
# below $2/0.68 = 2.9$ never raises it.
#
# </details>

# %% [markdown]
# ## 9 · Are the printed lines right?
#
# Six lines from the notes. Each says that the quantity on the left is what is printed beside it.
#
# | | quantity | printed | note |
# |---|---|---|---|
# | A | the sigmoid: the first output of softmax with scores $(s, 0)$ | $1/(1 + e^{s})$ | 003, Sigmoid |
# | B | $\partial a_1/\partial s_1$ with two classes | $a_1 (1 - a_1)$ | 002, case $i = j$ |
# | C | the background's score: the $s_2$ with $\sigma(s_2) = 1 - \sigma(s_1)$ | $1 - s_1$ | 003, twice |
# | D | the $u$ with $\sigma(u) = a_1$, for scores $(s_1, s_2)$ | $s_1$ | 003, Quiz 1 |
# | E | the loss $-\log a_2$, for scores $(s_1, 0)$ and $t_1 = 0$ | $-\log(1 - \sigma(s_1))$ | 003, last formula |
# | F | the step of $\theta_j$ down $J$, with $G_j = \sum_i (h_\theta(x_i) - t_i) X_{ij}$ | $-\alpha G_j$ | 002, Gradient Descent |

# %% nbgrader={"grade_id": "claims", "locked": true}
from ce_helpers.binary.claims import G_j, N, alpha
from ce_helpers.binary.symbolic import a_1, exp, log, s, s_1, s_2, sigma, t, t_1

claims = {
    "A": 1 / (1 + exp(s)),
    "B": a_1 * (1 - a_1),
    "C": 1 - s_1,
    "D": s_1,
    "E": -log(1 - sigma(s_1)),
    "F": -alpha * G_j,
}
check.try_claims(claims)

# %% [markdown]
# You should see: beside each line its value, and the measured one of the quantity; then kinds of slip.
#
# ### Exercise 9a · Which lines hold?
#
# > - **Given** `claims`, the printed right sides, and the words above
# > - **Write** `verdicts`: for each letter `True` if the line holds, else `False`; `reasons`: for each
# >   other line the word for its kind of slip
# > - **Shapes** dictionaries; the keys of `verdicts` are A to F
# > - **Done when** all verdicts and reasons are right
#
# <details><summary>Hint</summary>
#
# A number that differs disproves a line. One that agrees does not prove it; for B and E, exercises
# 1 and 4 do.
#
# </details>
# <details><summary>Next step</summary>
#
# Four of the six do not hold. Two rules of the notes are right elsewhere: one for probabilities, one
# where $s_2$ is 0.
#
# </details>

# %% nbgrader={"grade_id": "verdicts", "solution": true}
verdicts = {"A": None, "B": None, "C": None, "D": None, "E": None, "F": None}  # True or False
### BEGIN SOLUTION
verdicts = {"A": False, "B": True, "C": False, "D": False, "E": True, "F": False}
### END SOLUTION

# %% nbgrader={"grade_id": "reasons", "solution": true}
reasons = {}  # such as {"Z": "sign"}, had a line Z lost a minus
### BEGIN SOLUTION
reasons = {"A": "sign", "C": "score", "D": "condition", "F": "mean"}
### END SOLUTION

# %% nbgrader={"grade_id": "test_verdicts", "points": 1}
check.verdicts(verdicts, claims, reasons)
### HIDDEN

# %% [markdown]
# ### Exercise 9b · Mend the others
#
# > - **Given** the lines that do not hold
# > - **Write** `repairs`: for the letter of each such line, the right side it should have
# > - **Shapes** SymPy expressions: A in `s`; C in `s_1`; D in `s_1`, `s_2`; F in `alpha`, `G_j`,
# >   `N`
# > - **Done when** the three lines about scores hold (1 point), and the step is that of descent on
# >   the mean (1 point)
#
# <details><summary>Hint</summary>
#
# A: where must the curve go for large $s$? C: the sigmoid is symmetric, $\sigma(-s)$ is …? (The
# background has a sigmoid and a score of its own here; in A and E its score is 0, inside softmax.)
# D: exercise 1. F: compare with section 8; which letter is missing?
#
# </details>
# <details><summary>Next step</summary>
#
# In A and C one sign differs, and the 1 of C goes. D subtracts. F divides (or one says that
# $\alpha$ has absorbed the $1/N$; then it depends on the size of the data).
#
# </details>

# %% nbgrader={"grade_id": "repair_letters", "locked": true}
from ce_helpers.binary.claims import G_j, N, alpha
from ce_helpers.binary.symbolic import a_1, a_2, exp, log, s, s_1, s_2, sigma, t, t_1

# %% nbgrader={"grade_id": "repairs", "solution": true}
repairs = {}  # for example {"B": a_1 * (1 - a_1)}, had B been wrong
### BEGIN SOLUTION
repairs = {"A": 1 / (1 + exp(-s)), "C": -s_1, "D": s_1 - s_2, "F": -alpha * G_j / N}
### END SOLUTION

# %% nbgrader={"grade_id": "test_repairs_scores", "points": 1}
check.repairs_scores(repairs, claims)
### HIDDEN

# %% nbgrader={"grade_id": "test_repairs_step", "points": 1}
check.repairs_step(repairs, claims)
### HIDDEN

# %% [markdown]
# ## You have
#
# - seen sigmoid answer separate questions and softmax one question with many answers;
# - proved that with two classes they are one curve over $s_1 - s_2$, and explained it;
# - written `bce_with_logits`, `bce_gradient`, `multilabel_loss` and `multilabel_gradient`;
# - chosen last layer and loss for three kinds of problem, and fitted logistic regression;
# - mended four printed lines.
#
# Next: `05_hinge` asks for a margin in the place of a probability. What stands
# below the count, *Further*, is there if you like: no points depend on it.

# %%
check.summary()

# %% [markdown]
# ## Further · The tails of your loss
#
# Your function over the printed formula.

# %%
fig, axes = plots.tails(bce_with_logits)

# %% [markdown]
# You should see: a dashed line that goes straight on where the printed formula ends, on both
# sides. (Steps on the left in yours too? They are smaller than the $10^{-9}$ of the check;
# `np.log1p` takes them away.)

# %% [markdown]
# ## Further · Two printed lines, drawn
#
# Line A of section 9:

# %%
fig, ax = plots.printed_sigmoid()

# %% [markdown]
# You should see: a falling curve, as printed, and a rising one. They cross at $s = 0$; whoever
# tries that point alone sees nothing wrong.
#
# And F, with your function and the clouds of section 8:

# %%
fig, ax = plots.printed_step(logistic_regression, X_clouds, t_clouds)

# %% [markdown]
# You should see: one loss that falls, and one that leaps up and down. Without $1/N$ the same
# $\alpha$ is a learning rate 60 times as large.

# %% [markdown]
# ## Further · Three proofs
#
# The derivative of the binary loss, from $L = \log(1 + e^s) - ts$:

# %% nbgrader={"grade_id": "bce_direct", "locked": true}
from ce_helpers.binary.symbolic import exp, log, s, s_1, s_2, sigma, t, t_1  # the letters, again

check_steps([sp.diff(log(1 + exp(s)) - t * s, s), exp(s) / (1 + exp(s)) - t], name="dL/ds")

# %% [markdown]
# A label leaves the derivative of another one alone:

# %% nbgrader={"grade_id": "multilabel_independent", "locked": true}
from ce_helpers.binary.symbolic import exp, log, s, s_1, s_2, sigma, t, t_1  # the letters, again

bce, t_2 = log(1 + exp(s)) - t * s, sp.Symbol("t_2", real=True)
two_labels = bce + bce.subs({s: s_2, t: t_2}, simultaneous=True)
check_steps(
    [sp.diff(two_labels, s), sp.diff(bce, s)], name="label 2 leaves the derivative of label 1"
)

# %% [markdown]
# And the chain rule of section 8, with two features:

# %% nbgrader={"grade_id": "logistic_chain", "locked": true}
from ce_helpers.binary.symbolic import exp, log, s, s_1, s_2, sigma, t, t_1  # the letters, again

theta_1, theta_2, x_1, x_2 = sp.symbols("theta_1 theta_2 x_1 x_2", real=True)
score = theta_1 * x_1 + theta_2 * x_2
loss = log(1 + exp(score)) - t * score
check_steps([1 - sigma(score), exp(-score) / (1 + exp(-score))], name="P(t = 0 | x)")
check_steps([sp.diff(loss, theta_1), (sigma(score) - t) * x_1], name="dL/dtheta_1")
check_steps([sp.diff(loss, theta_2), (sigma(score) - t) * x_2], name="dL/dtheta_2")

# %% [markdown]
# ## Further · The same loss in the libraries
#
# | library | its loss, with $L_{ic}$ that of sample $i$ and class $c$ |
# |---|---|
# | yours | $\frac{1}{N} \sum_i \sum_c L_{ic}$ |
# | PyTorch, MLX, tinygrad, Keras from logits | $\frac{1}{NC} \sum_i \sum_c L_{ic}$ |
# | optax | $L_{ic}$, one number an entry |
# | Keras from probabilities, its default | as PyTorch, with $\sigma$ clipped to $10^{-7} \ldots 1 - 10^{-7}$ |
# | PyTorch from probabilities | as PyTorch, with $\log \ge -100$ |
#
# Dividing by $C$ as well divides every step by $C$. And a library may have a *fast* sigmoid:

# %%
from ce_helpers.plots import libraries as more_plots

fig, ax = more_plots.runtime_tail()

# %% [markdown]
# You should see: from the right, a straight line that falls, the softmax of $(0, s)$. The float32
# sigmoid of ONNX Runtime 1.32.0 follows it down to −14, rises from −16 to −17, and is 0 from −18
# on. Its logarithm is then $-\infty$: take the loss from scores.
#
# ### Not graded · Your loss as libraries report it
#
# > - **Given** `S` and `T`, logits and targets of a batch
# > - **Write** `matched(S, T)`: your loss as PyTorch (from logits), optax and Keras (from
# >   probabilities) report it
# > - **Shapes** a dictionary: `"optax"` has shape `(N, C)`, `"PyTorch"` and `"Keras"` are numbers
# > - **Done when** each entry is that library's; no points depend on it
#
# <details><summary>Hint</summary>
#
# Two of them differ in the reduction alone. Keras clips $\sigma$ before both logarithms.
#
# </details>
# <details><summary>Next step</summary>
#
# With `a = np.clip(1 / (1 + np.exp(-S)), 1e-7, 1 - 1e-7)` Keras averages
# `-T * np.log(a) - (1 - T) * np.log(1 - a)`.
#
# </details>


# %% nbgrader={"grade_id": "matched", "solution": true}
def matched(S, T):
    """Return the losses of PyTorch, optax and Keras for logits S and targets T."""
    ### BEGIN SOLUTION
    losses = np.logaddexp(0, S) - T * S
    a = np.clip(1 / (1 + np.exp(-S)), 1e-7, 1 - 1e-7)
    return {
        "PyTorch": losses.mean(),
        "optax": losses,
        "Keras": np.mean(-T * np.log(a) - (1 - T) * np.log(1 - a)),
    }
    ### END SOLUTION


# %%
from ce_helpers import libraries

libraries.matched_binary(matched)

# %% [markdown]
# <details><summary>The letters of the notes</summary>
#
# | here | 000 Wocjan | 001 Purcell | 002 Lê | 003 sheet |
# |---|---|---|---|---|
# | $C$, $N$, $D$ | $m$, –, $n$ | | $K$ or $C$, $n$ or $m$, $n$ | $C$ |
# | $s$, `s` | $z$ | $z$ | $z$, $\theta^T x$ | $s_i$ |
# | $\sigma(s)$ | sigmoid | | $\sigma(z)$, $h_\theta(x)$ | $f(s_i)$ |
# | $a_1$, $a_2$ | $a$ | $a$, $\sigma(z_i)$ | $y$, $\varsigma(z)$ | $f(s_i)$ |
# | $t$, `t` | $y$ | $\hat a$ | $t$, $y$ | $t_1$ |
# | $p$ | | | | $p$ |
# | $L$ | | | | CE |
# | $S$, $T$ | | | | $s$, $t$ |
# | $X$, $\theta$ | $x$, $w$ | | $x^{(i)}$, $\theta$ | |
# | $h$ | | | $h_\theta(x)$ | |
# | $J$, $\alpha$ | | | $J$, $\alpha$ | |
#
# 003 writes $f(s_i)$ for sigmoid and for softmax alike; here they have two names.
#
# </details>
# <details><summary>Sources, and what this notebook covers of them</summary>
#
# - Pawel Wocjan, *Softmax and categorical cross-entropy loss*, 2019 (000): the table of problem,
#   last layer and loss.
# - Lê Anh Cường, *Multi-class classification with Softmax function* (002, after Peter Roelants): $h_\theta(x)$ and
#   $P(y = 0 \mid x; \theta)$; $J(\theta)$ of logistic regression; gradient descent with
#   simultaneous updates; the case $i = j$ and the logistic derivative.
# - *Understanding Cross-Entropy Loss …*, unsigned, after Raúl Gómez (003): sigmoid is elementwise, softmax is not
#   and is a function, not a loss; cross-entropy for two classes, $t_2 = 1 - t_1$; the names of
#   the losses; the binary loss independent for each class, $C$ binary problems summed, the
#   background class, multi-label; Name and Student ID; Quiz 1.
# - Of the course's list of misprints, `docs/errata.md`: 21, 24, 25, 26, 27 (the second problem is
#   set up with $C_1 = C_i$), 28, 29 (every sum here has its start) and 30.
#
# </details>
