"""Data sets are what their sources are, and drawn ones follow their seed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import datasets

from ce_helpers.data import Dataset, blobs, digits, iris, spirals, train_test_split
from tools import export_data

DRAWN = pytest.mark.parametrize("draw", [blobs, spirals])


def test_iris_is_scikit_learns_copy():
    """Every number and label, and the species in the same order."""
    original, ours = datasets.load_iris(), iris()
    np.testing.assert_array_equal(ours.X, original.data)
    np.testing.assert_array_equal(ours.labels, original.target)
    assert ours.class_names == tuple(original.target_names)
    assert ours.feature_names == tuple(original.feature_names)


def test_digits_are_scikit_learns_copy_with_ink_from_0_to_1():
    """Every pixel divided by 16."""
    original, ours = datasets.load_digits(), digits()
    np.testing.assert_array_equal(ours.X * 16, original.data)
    np.testing.assert_array_equal(ours.labels, original.target)
    assert (ours.X.min(), ours.X.max()) == (0, 1)
    assert len(ours.feature_names) == 64 and ours.class_names == tuple("0123456789")


def test_export_writes_the_committed_files_again(tmp_path, monkeypatch):
    """The tool is where the files come from, byte by byte."""
    committed = export_data.FOLDER
    monkeypatch.setattr(export_data, "FOLDER", tmp_path)
    assert export_data.main() == 0
    assert (tmp_path / "iris.csv").read_bytes() == (committed / "iris.csv").read_bytes()
    written = np.loadtxt(tmp_path / "classifier.csv", delimiter=",", skiprows=1)
    kept = np.loadtxt(committed / "classifier.csv", delimiter=",", skiprows=1)
    np.testing.assert_allclose(written, kept, atol=0.11)  # a long training may round otherwise
    written, kept = (folder / "digits.csv.gz" for folder in (tmp_path, committed))
    # compressed bytes differ between versions of zlib
    assert export_data.gzip.decompress(written.read_bytes()) == export_data.gzip.decompress(
        kept.read_bytes()
    )


def test_source_and_licence_stand_beside_each_file():
    """Both are under CC BY 4.0, which asks for the names of the authors."""
    text = (export_data.FOLDER / "README.md").read_text(encoding="utf-8")
    for file in export_data.FOLDER.glob("*.csv*"):
        assert f"`{file.name}`" in text
    for word in ["CC BY 4.0", "R. A. Fisher", "E. Alpaydin", "C. Kaynak", "10.24432/C56C76"]:
        assert word in text


@pytest.mark.parametrize("load", [iris, digits, blobs, spirals])
def test_shapes_and_types_are_those_of_the_course(load):
    """X (N, D) float, labels (N,) int from 0, names for every feature and class."""
    data = load()
    n_samples, n_features = data.X.shape
    assert data.X.dtype == np.float64 and np.isfinite(data.X).all()
    assert data.labels.shape == (n_samples,) and data.labels.dtype.kind == "i"
    assert np.unique(data.labels).tolist() == list(range(len(data.class_names)))
    assert len(data.feature_names) == n_features


@pytest.mark.parametrize("load", [iris, digits])
def test_each_call_returns_arrays_of_its_own(load):
    """A notebook that changes its data does not change the next one's."""
    first = load()
    first.X[:] = -1
    assert load().X.min() >= 0


@DRAWN
@given(st.integers(1, 5), st.integers(1, 20), st.integers(0, 100))
def test_drawn_classes_have_the_size_that_was_asked_for(draw, n_classes, per_class, seed):
    """N = C · per_class, the same points for the same seed."""
    data = draw(n_classes, per_class, seed=seed)
    assert data.X.shape == (n_classes * per_class, 2)
    assert np.bincount(data.labels).tolist() == [per_class] * n_classes
    np.testing.assert_array_equal(data.X, draw(n_classes, per_class, seed=seed).X)
    assert not np.array_equal(data.X, draw(n_classes, per_class, seed=seed + 1).X)


def test_blobs_lie_around_centres_on_a_circle():
    """Mean and standard deviation of each cloud are those that were asked for."""
    data = blobs(3, 4000, spread=0.3)
    for label in range(3):
        cloud = data.X[data.labels == label]
        assert np.hypot(*cloud.mean(axis=0)) == pytest.approx(2, abs=0.03)
        np.testing.assert_allclose(cloud.std(axis=0), 0.3, rtol=0.05)


def test_spirals_wind_and_blobs_do_not():
    """A linear classifier separates blobs, not spirals: the least-squares one shows it."""

    def accuracy(data: Dataset) -> float:
        X = np.column_stack([data.X, np.ones(len(data.X))])
        weights = np.linalg.lstsq(X, np.eye(3)[data.labels], rcond=None)[0]
        return float(np.mean((X @ weights).argmax(axis=1) == data.labels))

    assert accuracy(blobs(3, 100)) > 0.98
    assert accuracy(spirals(3, 100)) < 0.75
    assert np.hypot(*spirals(3, 100).X.T).max() <= 1 + 1e-12


@DRAWN
@pytest.mark.parametrize(
    "options, words",
    [
        ({"n_classes": 0}, "n_classes should be at least 1"),
        ({"per_class": -1}, "per_class should be at least 1"),
        ({"per_class": 2.5}, "per_class should be a whole number"),
    ],
)
def test_counts_that_make_no_data_set_are_refused(draw, options, words):
    """The message names the argument."""
    with pytest.raises((ValueError, TypeError), match=words):
        draw(**options)


@pytest.mark.parametrize("value", [0, -1.0, np.nan])
def test_spread_and_noise_are_positive(value):
    """The message names the argument."""
    with pytest.raises(ValueError, match="spread"):
        blobs(spread=value)
    with pytest.raises(ValueError, match="noise"):
        spirals(noise=value)


def numbered(counts):
    labels = np.repeat(np.arange(len(counts)), counts)
    X = np.arange(len(labels), dtype=float)[:, np.newaxis]
    return Dataset(X, labels, ("number",), tuple(str(c) for c in range(len(counts))))


@given(st.lists(st.integers(4, 30), min_size=1, max_size=4), st.floats(0.2, 0.8), st.integers(0, 9))
def test_split_uses_each_row_once_and_keeps_its_label(counts, held_out, seed):
    """Both parts have all classes, in the shares asked for, rounded class by class."""
    data = numbered(counts)
    train, test = train_test_split(data, held_out=held_out, seed=seed)
    rows = np.concatenate([train.X, test.X]).ravel()
    assert sorted(rows) == list(range(sum(counts)))
    for part in (train, test):
        np.testing.assert_array_equal(part.labels, data.labels[part.X.ravel().astype(int)])
    assert np.bincount(test.labels).tolist() == [round(held_out * count) for count in counts]


def test_split_follows_its_seed_and_shuffles():
    """The same seed gives the same split; rows are not sorted by class."""
    first, again, other = (train_test_split(iris(), seed=s)[0] for s in (1, 1, 2))
    np.testing.assert_array_equal(first.X, again.X)
    assert not np.array_equal(first.X, other.X)
    assert (np.diff(first.labels) < 0).any()


@pytest.mark.parametrize("held_out", [0, 1, -0.2, 1.5, np.nan])
def test_split_refuses_shares_that_leave_nothing(held_out):
    """The message names the argument."""
    with pytest.raises(ValueError, match="held_out should lie between 0 and 1"):
        train_test_split(iris(), held_out=held_out)


def test_split_refuses_to_lose_a_class():
    """One sample can't be in both parts."""
    with pytest.raises(ValueError, match="without class 1, which has 1 samples"):
        train_test_split(numbered([5, 1]))
