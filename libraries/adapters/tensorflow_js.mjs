// TensorFlow.js on its plain JavaScript backend, in float32.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(`${process.cwd()}/`);
const tf = require("@tensorflow/tfjs");
const questions = JSON.parse(readFileSync(0, "utf8"));
const calls = [];

function answers(question, call, convention, answer) {
  calls.push({ question, call, convention, answer });
}

const matrix = (rows) => tf.tensor2d(rows, undefined, "float32");

function differentiated(loss, z) {
  const { value, grad } = tf.valueAndGrad((x) => loss(x).sum())(matrix(z));
  return [value.arraySync(), grad.arraySync()];
}

function oneHot(t, n) {
  return t.map((label) => Array.from({ length: n }, (_, c) => (c === label ? 1 : 0)));
}

answers("cross_entropy", "tf.losses.softmaxCrossEntropy(y, z)", "mean, a − y", ({ z, y }) =>
  differentiated((x) => tf.losses.softmaxCrossEntropy(matrix(y), x), z),
);

answers(
  "cross_entropy",
  "tf.metrics.categoricalCrossentropy(y, softmax(z))",
  "rows, clipped to 1e−7",
  ({ z, y }) => {
    const rows = tf.metrics.categoricalCrossentropy(matrix(y), tf.softmax(matrix(z)));
    const loss = (x) => tf.metrics.categoricalCrossentropy(matrix(y), tf.softmax(x));
    return [rows.arraySync(), differentiated(loss, z)[1]];
  },
);

answers("weighted", "tf.losses.softmaxCrossEntropy(y, z, w_t)", "÷ rows of weight", ({ z, y, w }) => {
  const rows = y.map((row) => w[row.indexOf(1)]);
  return tf.losses.softmaxCrossEntropy(matrix(y), matrix(z), tf.tensor1d(rows)).arraySync();
});

answers("smoothed", "tf.losses.softmaxCrossEntropy(y, z, undefined, e)", "e/C to every class", ({ z, t, e }) =>
  tf.losses.softmaxCrossEntropy(matrix(oneHot(t, z[0].length)), matrix(z), undefined, e).arraySync(),
);

answers("hinge", "tf.losses.hingeLoss(y, z)", "one-versus-rest ÷ C", ({ z, t }) =>
  differentiated((x) => tf.losses.hingeLoss(matrix(oneHot(t, z[0].length)), x), z),
);

answers("binary", "tf.losses.sigmoidCrossEntropy(y, z)", "mean over all", ({ z, y }) =>
  differentiated((x) => tf.losses.sigmoidCrossEntropy(matrix(y), x), z),
);

answers("kinks", "tf", "", () => {
  const at = (f, ...x) => tf.grad((point) => f(point).sum())(tf.tensor1d(x)).arraySync();
  const zero = tf.tensor1d([0]);
  return {
    "relu(x)": at((x) => tf.relu(x), 0),
    "max(x, 0)": at((x) => tf.maximum(x, zero), 0),
    "max(0, x)": at((x) => tf.maximum(zero, x), 0),
    "clip(x, −1, 1)": at((x) => tf.clipByValue(x, -1, 1), 1),
    "abs(x)": at((x) => tf.abs(x), 0),
    "max of (1, 1, 0, 1)": at((x) => tf.max(x), 1, 1, 0, 1),
  };
});

function attempt(answer, given) {
  try {
    return answer(given);
  } catch (error) {
    return { error: error.name };
  }
}

const asked = calls.map(({ question, call, convention, answer }) => ({
  question,
  call,
  convention,
  answers: Object.fromEntries(
    Object.entries(questions[question]).map(([name, given]) => [name, attempt(answer, given)]),
  ),
}));
// JSON has no words for them
const named = (key, value) =>
  typeof value === "number" && !Number.isFinite(value) ? String(value).replace("Infinity", "inf").toLowerCase() : value;
process.stdout.write(JSON.stringify(asked, named));
