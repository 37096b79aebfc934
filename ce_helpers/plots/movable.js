// Pictures that move: native sliders and SVG, no library and no network. Used by the site, and by
// movable.py in JupyterLab. Each picture has its sliders, and draws itself from their values.
(() => {
  const BLUE = "#0072B2", ORANGE = "#C05500", BLACK = "#000", GREY = "#999";
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
  const softmax = (z) => {
    const e = z.map((value) => Math.exp(value - Math.max(...z)));
    return e.map((value) => value / sum(e));
  };
  const signed = (value) => (value < 0 ? "−" : "+") + Math.abs(value).toFixed(2);

  function add(parent, name, attributes, text = "") {
    const svg = name === "svg" || parent.namespaceURI.endsWith("svg");
    const made = document.createElementNS(`http://www.w3.org/${svg ? "2000/svg" : "1999/xhtml"}`, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return parent.appendChild(made);
  }
  const write = (svg, x, y, text, more = {}) =>
    add(svg, "text", { x, y, "text-anchor": "middle", fill: BLACK, "font-size": 13, ...more }, text);
  const line = (svg, points, color, more = {}) =>
    add(svg, "polyline", { points: points.join(" "), fill: "none", stroke: color, "stroke-width": 2, ...more });

  // three logits and the temperature: bars, the point in the simplex, the Jacobian
  function temperature(svg, [z1, z2, z3, T]) {
    const a = softmax([z1, z2, z3].map((z) => z / T));
    const corners = [[230, 200], [410, 200], [320, 56]];
    line(svg, [...corners, corners[0]], BLACK);
    const at = [0, 1].map((axis) => sum(a.map((share, k) => share * corners[k][axis])));
    add(svg, "circle", { cx: at[0], cy: at[1], r: 7, fill: ORANGE });
    a.forEach((share, k) => {
      add(svg, "rect", { x: 20 + 62 * k, y: 200 - 150 * share, width: 44, height: 150 * share, fill: BLUE });
      write(svg, 42 + 62 * k, 194 - 150 * share, share.toFixed(2));
      write(svg, 42 + 62 * k, 218, `a${"₁₂₃"[k]}`);
      write(svg, corners[k][0], corners[k][1] + (k < 2 ? 18 : -8), `a${"₁₂₃"[k]} = 1`);
      a.forEach((other, j) => {
        const slope = (share * ((k === j ? 1 : 0) - other)) / T;
        const box = { x: 455 + 60 * j, y: 50 + 50 * k, width: 60, height: 50, stroke: GREY };
        const strength = Math.min(1, 2 * Math.abs(slope));
        add(svg, "rect", { ...box, fill: slope < 0 ? BLUE : ORANGE, "fill-opacity": 0.5 * strength });
        write(svg, box.x + 30, box.y + 30, signed(slope));
      });
    });
    write(svg, 104, 20, "a = softmax(z/T)");
    write(svg, 320, 20, "in the simplex");
    write(svg, 545, 20, "∂aₖ/∂zⱼ: row k, column j");
    return `a = (${a.map((share) => share.toFixed(3)).join(", ")}) at temperature ${T}`;
  }

  // the lead over one rival: hinge and cross-entropy, with their slopes
  function lead(svg, [at]) {
    const place = (x, y) => [60 + 86 * (x + 2.5), 210 - 52 * y];
    const kinds = [
      ["hinge", BLUE, (x) => Math.max(0, 1 - x), (x) => (x < 1 ? -1 : 0)],
      ["cross-entropy", ORANGE, (x) => Math.log1p(Math.exp(-x)), (x) => -1 / (1 + Math.exp(x))],
    ];
    line(svg, [place(-2.5, 0), place(4, 0)], BLACK, { "stroke-width": 1 });
    for (let x = -2; x <= 4; x++) write(svg, place(x, 0)[0], 228, String(x).replace("-", "−"));
    write(svg, 340, 248, "lead of the true class over its rival");
    const told = kinds.map(([name, color, cost, slope], n) => {
      const curve = Array.from({ length: 131 }, (_, i) => place(i / 20 - 2.5, cost(i / 20 - 2.5)));
      line(svg, curve, color, n ? { "stroke-dasharray": "7 4" } : {});
      const tangent = [-0.7, 0.7].map((step) => place(at + step, cost(at) + step * slope(at)));
      line(svg, tangent, BLACK, { "stroke-width": 1.5 });
      const [cx, cy] = place(at, cost(at));
      add(svg, "circle", { cx, cy, r: 6, fill: color });
      write(svg, 470, 34 + 22 * n, `${name}: slope ${signed(slope(at))}`, { fill: color });
      return `${name} costs ${cost(at).toFixed(3)}, slope ${signed(slope(at))}`;
    });
    return `lead ${at}: ${told.join("; ")}`;
  }

  // α and the batch: the way of two weights down the loss of 64 samples of two classes
  function random(seed) {
    let state = seed;
    return () => (state = (state * 16807) % 2147483647) / 2147483647;
  }
  const draw = random(7);
  const normal = () => Math.sqrt(-2 * Math.log(draw())) * Math.cos(2 * Math.PI * draw());
  const samples = Array.from({ length: 64 }, (_, i) => {
    const t = i % 2;
    return [normal() + 1.6 * t - 0.8, normal() + 1.6 * t - 0.8, t];
  });
  const score = (v, [x, y]) => v[0] * x + v[1] * y;
  const loss = (v) => sum(samples.map((s) => Math.log1p(Math.exp((1 - 2 * s[2]) * score(v, s))))) / 64;
  function walk(rate, size, epochs = 6) {
    const rand = random(4), path = [[0, 0]];
    for (let epoch = 0; epoch < epochs; epoch++) {
      const order = samples.map((s) => [rand(), s]).sort((p, q) => p[0] - q[0]).map((pair) => pair[1]);
      for (let start = 0; start < 64; start += size) {
        const batch = order.slice(start, start + size), v = path.at(-1);
        const error = batch.map((s) => 1 / (1 + Math.exp(-score(v, s))) - s[2]);
        path.push(v.map((w, i) => w - (rate / batch.length) * sum(batch.map((s, n) => error[n] * s[i]))));
      }
    }
    return path;
  }
  function step(svg, [power, halvings]) {
    const rate = 2 ** power, size = 2 ** halvings, cells = 36, [low, high] = [-1.5, 4.5];
    const side = 216 / cells, grid = (n) => low + ((high - low) * (n + 0.5)) / cells;
    const place = ([u, v]) => [(u - low) / (high - low), (v - low) / (high - low)].map((share, axis) =>
      Math.round(10 * (axis ? 232 - 216 * share : 200 + 216 * share)) / 10);
    for (let i = 0; i < cells; i++)
      for (let j = 0; j < cells; j++) {
        const band = Math.floor(6 * Math.log(3 * loss([grid(i), grid(j)]))); // their borders are level lines
        const [x, y] = [200 + side * i, 232 - side * (j + 1)];
        add(svg, "rect", { x, y, width: side, height: side, fill: BLACK, "fill-opacity": Math.min(0.6, 0.06 * band) });
      }
    const path = walk(rate, size), end = path.at(-1);
    const box = add(svg, "svg", { x: 200, y: 16, width: 216, height: 216, viewBox: "200 16 216 216" });
    line(box, path.map(place), ORANGE, { "stroke-width": 1.5 });
    add(box, "circle", { cx: place(end)[0], cy: place(end)[1], r: 5, fill: BLUE });
    write(svg, 308, 249, "w₁");
    write(svg, 186, 126, "w₂");
    return `α = ${rate}, batches of ${size}: ${path.length - 1} steps in 6 epochs, from loss ` +
      `${loss([0, 0]).toFixed(3)} to ${loss(end).toFixed(3)}`;
  }

  const logit = (k, value) => [`z${k}`, -4, 4, 0.1, value];
  const PICTURES = {
    temperature: [temperature, logit("₁", 1), logit("₂", 0.2), logit("₃", -1.2), ["temperature T", 0.2, 5, 0.1, 1]],
    lead: [lead, ["lead", -2.5, 4, 0.1, 0.5]],
    step: [step, ["α, as a power of 2", -5, 4, 1, -1], ["batch size, as a power of 2", 0, 6, 1, 3]],
  };
  function build(place) {
    const [draw, ...sliders] = PICTURES[place.dataset.picture];
    const svg = add(place, "svg", { viewBox: "0 0 660 256", role: "img" });
    // below 460 pixels the words would be smaller than 9: then it scrolls
    svg.style.cssText = "display: block; width: 100%; min-width: 460px; max-width: 660px; background: #fff";
    const inputs = sliders.map(([name, min, max, step, value]) => {
      const label = add(place, "label", {}, `${name} `);
      label.style.cssText = "display: inline-block; margin: 0 1.5em 0.3em 0";
      const input = add(label, "input", { type: "range", min, max, step, value });
      input.style.verticalAlign = "middle";
      input.dataset.lmSuppressShortcuts = "true"; // arrow keys are the slider's, not JupyterLab's
      return input;
    });
    const told = add(place, "p", { "aria-live": "polite" });
    const redraw = () => {
      svg.replaceChildren();
      told.textContent = draw(svg, inputs.map((input) => Number(input.value)));
      svg.setAttribute("aria-label", told.textContent);
    };
    inputs.forEach((input) => input.addEventListener("input", redraw));
    redraw();
  }
  for (const place of document.querySelectorAll(".ce-movable:not([data-built])")) {
    place.dataset.built = "";
    build(place);
  }
})();
