"""docs/libraries.md says what the stored answers say, and these follow the formulas it shows.

None of the libraries is needed: what they answered is in libraries/results.
"""

import json
import re

import numpy as np
import pytest

from ce_helpers.plots import libraries as pictures
from libraries import calls, page
from libraries.__main__ import RESULTS, ROOT, described, shown
from libraries.conventions import CONVENTIONS
from libraries.inputs import QUESTIONS
from tools.corpus import CORPUS, run_corpus

LIBRARIES = described()
STORED = {key: json.loads((RESULTS / f"{key}.json").read_text("utf-8")) for key in LIBRARIES}
ANSWERS = [
    pytest.param(key, call, case, id=f"{key}-{call['call']}-{case}")
    for key, stored in STORED.items()
    for call in stored["calls"]
    for case in call["answers"]
    if call["convention"] and call["answers"][case] not in (None, {"error": "ValueError"})
]


def numbers(value):
    """Return loss and gradient, or what else an answer holds, as arrays; None stays."""
    parts = value if isinstance(value, list | tuple) and len(value) == 2 else [value]
    return [None if part is None else np.asarray(part, dtype=float) for part in parts]


@pytest.mark.parametrize(
    "key, call, case", [p for p in ANSWERS if p.values[1]["question"] != "fit"]
)
def test_a_stored_answer_follows_the_formula_that_the_page_gives(key, call, case):
    """In every case, also at a kink: who knows the formula has the library's number."""
    question, digits = call["question"], LIBRARIES[key].get("digits", 12)
    predicted = CONVENTIONS[question][call["convention"]].value(**QUESTIONS[question][case])
    pairs = zip(numbers(call["answers"][case]), numbers(predicted), strict=False)
    for found, expected in pairs:
        if found is not None:
            np.testing.assert_allclose(found, expected, rtol=10.0**-digits * 30, atol=10.0**-digits)


@pytest.mark.parametrize(
    "key, call, case", [p for p in ANSWERS if p.values[1]["question"] == "fit"]
)
def test_what_a_trainer_found_is_the_minimum_of_its_objective(key, call, case):
    """No step in any of 300 directions goes down; the objectives are convex."""
    given = dict(QUESTIONS["fit"][case])
    objective = CONVENTIONS["fit"][call["convention"]].value
    W, b = (np.array(call["answers"][case][name]) for name in ("W", "b"))
    rng, least = np.random.default_rng(1), objective((W, b), **given)
    fixed = np.any(W != 0, axis=0)  # a reference class stays at 0
    for _ in range(300):
        dW, db = rng.normal(size=W.shape) * fixed, rng.normal(size=b.shape) * fixed
        assert objective((W + 1e-3 * dW, b + 1e-3 * db), **given) > least - 1e-9


def flat(value):
    """Return what an answer holds, in order: numbers, and what has no number as 0."""
    if isinstance(value, dict | list):
        parts = value.values() if isinstance(value, dict) else value
        return [leaf for part in parts for leaf in flat(part)]
    return [value if isinstance(value, float) else 0.0]


def test_the_courses_own_answers_are_those_of_today():
    """They are asked again; the others need their library."""
    for old, new in zip(STORED["course"]["calls"], calls.ask("course"), strict=True):
        assert old["call"] == new["call"]
        assert flat(old["answers"]) == pytest.approx(flat(new["answers"]), rel=1e-9)


def test_the_page_is_made_of_what_is_stored():
    """`make build` writes it."""
    assert page.text() == (ROOT / "docs" / "libraries.md").read_text("utf-8"), "run make build"


def test_only_labels_out_of_range_and_sums_that_are_refused_raise():
    """Any other error is one of an adapter's."""
    raised = {
        (key, call["question"], case)
        for key, stored in STORED.items()
        for call in stored["calls"]
        for case, answer in call["answers"].items()
        if isinstance(answer, dict) and "error" in answer
    }
    refused = {(key, "cross_entropy", "soft doubled") for key in ("course", "thinc")}
    assert refused == {item for item in raised if item[1] != "label"}


def test_the_prose_has_no_number_that_no_library_gave():
    """What is said about a table is in it."""
    prose, page_text = page.TEXT.read_text("utf-8"), page.text()
    for figure in re.findall(
        r"−?\d+\.\d{2,}(?![\d.])", re.sub(r"\d\.\d+\.\d|\$[^$]*\$", "", prose)
    ):
        assert f"| {figure} |" in page_text or f"({figure})" in page_text, figure


def test_a_fault_is_told_of_the_version_that_was_asked():
    """A library's name with a number behind it is as stored; a finding that is named is there."""
    prose = page.TEXT.read_text("utf-8")
    asked = {L["name"].lower(): STORED[key]["from"] for key, L in LIBRARIES.items()}
    told = re.findall(r"([\w.-]+(?:\s(?:Runtime|Wabbit))?)\s(\d+\.\d+\.\d+)", prose)
    assert told
    for name, version in told:
        assert any(part.endswith(f"=={version}") for part in asked[name.lower()]), (name, version)
    for name in re.findall(r"`findings/([\w-]+)`", prose):
        assert (ROOT / "findings" / f"{name}.sh").exists(), name


def test_every_library_is_stored_as_its_command_writes_it():
    """Nobody has edited a number by hand: form and versions are those of the command."""
    for key, stored in STORED.items():
        assert (RESULTS / f"{key}.json").read_text("utf-8") == shown(stored) + "\n"
        wanted = [*LIBRARIES[key].get("pip", ()), *LIBRARIES[key].get("npm", ())]
        assert wanted == stored["from"] or "debian" in LIBRARIES[key]
    assert {path.stem for path in RESULTS.glob("*.json")} == set(LIBRARIES)


def test_every_adapter_answers_and_every_convention_is_met():
    """An adapter without a result, or a formula that nobody follows, says nothing."""
    adapters = {path.name for path in (ROOT / "libraries" / "adapters").iterdir()}
    assert {library["adapter"] for library in LIBRARIES.values()} <= adapters
    met = {(c["question"], c["convention"]) for s in STORED.values() for c in s["calls"]}
    for question, named in CONVENTIONS.items():
        if question != "weighted_soft":  # it shares its formulas with "weighted"
            both = {n for q, n in met if q in (question, f"{question}_soft")}
            assert set(named) == both - {""}


# a file of the corpus: which conventions of the page it hands in, and what the hidden test says;
# None where it is right and nothing is said: test_corpus runs it
HANDED_IN = {
    "02_cross_entropy/right_mlx": ("mean; rows, shifted", None),
    "02_cross_entropy/right_einsum": ("mean, a − y", None),
    "02_cross_entropy/wrong_cce_loss_rows": ("rows", "should have shape ()"),
    "02_cross_entropy/wrong_cce_loss_sum": ("", "take the mean over the samples"),  # MXNet
    "02_cross_entropy/wrong_cce_loss_keras": (
        "mean, clipped to 1e−7; rows, clipped to 1e−7",
        "clipped has lost the tail",
    ),
    "02_cross_entropy/wrong_cce_loss_clipped": (
        "mean, a ≥ 1e−15; mean, a ≥ machine epsilon",
        "clipped has lost the tail",
    ),
    "02_cross_entropy/wrong_cce_loss_floor": (
        "mean, a − y, log ≥ −64",
        "clipped has lost the tail",
    ),
    "02_cross_entropy/wrong_cce_loss_by_cross_entropy": (
        "",  # PyTorch's nll_loss of a logarithm
        "a probability or a row's sum of exponentials has rounded to 0",
    ),
    "02_cross_entropy/wrong_cce_loss_xgboost": (
        "mean, float32 a ≥ 1e−16",
        "clip nothing, and compute in float64",
    ),
    "02_cross_entropy/wrong_cce_loss_thinc": (
        "squares of the gradient",
        "it is the mean over the rows of −log softmax at the target",
    ),
    "02_cross_entropy/wrong_cce_gradient_keras": ("mean, clipped to 1e−7", "a clip has no slope"),
    "02_cross_entropy/wrong_cce_gradient_no_mean": ("rows", "N times too large"),
    "02_cross_entropy/wrong_one_hot_negative": (
        "",  # optax, MLX, mygrad
        "NumPy takes a negative index from the end",
    ),
    "02_cross_entropy/wrong_one_hot_unknown_zero": ("", "test the range first"),  # Keras, tinygrad
    "03_sgd/right_gradients_einsum": ("half, biases free", None),
    "03_sgd/wrong_gradients_penalty_bias": ("half, biases too", "penalise the weights alone"),
    "03_sgd/wrong_sgd_penalty_doubled": ("no half, biases free", "a factor 2 too many"),
    "03_sgd/wrong_sgd_penalty_grows": ("weights grow", "it is learning_rate·l2·W"),
    "04_binary/right_multilabel_sum_over_n": ("sum over classes", None),
    "04_binary/right_bce_logaddexp": ("elements", None),
    "04_binary/wrong_multilabel_mean_all": ("mean over all", "add up the C classes"),
    "04_binary/wrong_bce_keras_clip": (
        "mean over all, clipped to 1e−7",
        "bounds a probability at 1e-07",
    ),
    "04_binary/wrong_bce_pytorch_floor": ("mean over all, log ≥ −100", "cut nothing off"),
    "04_binary/wrong_gradient_pytorch_chain": (
        "mean over all, log ≥ −100",
        "clip nothing and cut nothing off",
    ),
    "04_binary/wrong_bce_xgboost": (
        "mean, float32 s and 1 − s ≥ 1e−16",
        "let no probability round to 0 or 1",
    ),
    "04_binary/wrong_bce_clipped": (
        "mean, s and 1 − s ≥ 1e−15",
        "bounds a probability at 1e-15",
    ),
    "04_binary/wrong_gradient_paddle": ("mean over all, wrong at 0", "at s = 0 it is ½ − t"),
    "05_hinge/right_hinge_loss_relu": ("Weston–Watkins", None),
    "05_hinge/wrong_hinge_loss_mean_over_classes": (
        "Weston–Watkins ÷ C",
        "is divided by the number of classes",
    ),
    "05_hinge/wrong_hinge_loss_largest": ("Crammer–Singer", "counts the largest violation alone"),
    "05_hinge/wrong_hinge_loss_margin_zero": ("perceptron, rows", "leaves out the margin"),
    "05_hinge/wrong_hinge_loss_keras": (
        "Crammer–Singer, a rival of score 0",
        "counts the largest violation alone",
    ),
    "05_hinge/wrong_hinge_loss_signs_mean": (
        "one-versus-rest ÷ C",
        "is 1/C of that of one class against the rest",
    ),
    "05_hinge/wrong_sample_optax": ("Crammer–Singer, rows", "takes the largest violator alone"),
    "05_hinge/wrong_sample_greedy_kink": ("Weston–Watkins ÷ C, ≥", "the comparison is a strict >"),
    "05_hinge/wrong_sample_keras": (
        "Crammer–Singer, a rival of score 0",
        "takes the largest violator alone",
    ),
    "05_hinge/wrong_sample_half_at_kink": (
        "one-versus-rest ÷ C, half",
        "counts half of a rival at exactly 0",
    ),
}
SENTENCES = {name: sentence for name, (_, sentence) in HANDED_IN.items() if sentence}


def test_every_loss_and_step_of_the_page_is_handed_in():
    """None is without an answer of the corpus, and none is named that the page has not."""
    asked = ("cross_entropy", "hinge", "binary", "step")
    answered = {name for names, _ in HANDED_IN.values() for name in names.split("; ")}
    assert answered - {""} == {name for question in asked for name in CONVENTIONS[question]}
    assert all((CORPUS / f"{name}.py").exists() for name in HANDED_IN)


@pytest.fixture(scope="module")
def handed_in():
    """What the hidden tests say to each library's formula, by name."""
    seeds = {CORPUS / f"{name}.py": [1] for name in SENTENCES}
    return {
        f"{o.answers.path.parent.name}/{o.answers.path.stem}": o for o in run_corpus(seeds, jobs=1)
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", SENTENCES)
def test_a_librarys_formula_gets_the_sentence_that_names_its_convention(handed_in, name):
    """The way from theirs to ours."""
    outcome = handed_in[name]
    assert not outcome.surprises
    assert SENTENCES[name] in " ".join(text for _, text in outcome.messages())


def test_a_picture_shows_what_was_stored():
    """The tail of a runtime's sigmoid, and the subgradients at the kink."""
    answers = {c["question"]: c["answers"] for c in STORED["onnxruntime"]["calls"]}
    assert pytest.approx(answers["sigmoid"]["tail"], rel=1e-5) == pictures.RUNTIME
    for key, name in (
        ("jax", "optax"),
        ("keras", "Keras, categorical"),
        ("paddlepaddle", "PaddlePaddle"),
    ):
        call = next(c for c in STORED[key]["calls"] if c["question"] == "hinge")
        assert call["answers"]["kink"][1][0] == pytest.approx(pictures.KINK[name], rel=1e-6)
