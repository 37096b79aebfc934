"use strict";
// Saves points and comments through formgrader's interface, each with what the page knew before:
// what another person has saved since is not overwritten, but said.
(function () {
  const most = Number(document.getElementById("marking").dataset.most);
  const articles = [...document.querySelectorAll("#answers article")];
  const comments = new Set([...document.querySelectorAll("#comments li")].map(li => li.textContent));
  const kinds = {
    grade: { fields: ["manual_score", "extra_credit"], box: ".points" },
    comment: { fields: ["manual_comment"], box: "textarea" },
  };
  const works = articles.map(work);

  function work(article) {
    const members = [...article.querySelectorAll(".members li")].map(li =>
      ({ grade: li.dataset.grade, comment: li.dataset.comment, marks: JSON.parse(li.dataset.marks) }));
    const self = { article, members, queue: Promise.resolve(), typed: new Set(), unsaved: new Set() };
    for (const kind of Object.keys(kinds)) {
      const box = boxOf(self, kind);
      box.addEventListener("blur", () => commit(self, kind));
      box.addEventListener("input", () => touch(self, kind));
    }
    boxOf(self, "grade").addEventListener("keydown", event => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      if (commit(self, "grade", true)) next(self);
    });
    const earlier = article.querySelector(".earlier");
    earlier.addEventListener("toggle", () => offer(self, earlier));
    return self;
  }

  function boxOf(self, kind) {
    return self.article.querySelector(kinds[kind].box);
  }

  function touch(self, kind) {
    self.typed.add(kind);
    self.unsaved.add(kind);
  }

  // What a box says, as the gradebook keeps it; undefined where it says nothing sensible.
  function entered(self, kind) {
    const text = boxOf(self, kind).value.trim();
    if (kind === "comment" || text === "") return text === "" ? null : text;
    const value = Number(text.replace(",", "."));
    return value >= 0 && value <= most ? value : undefined;
  }

  // Saves what has been typed; with Enter also what stands there and waits for a person's yes.
  function commit(self, kind, enter) {
    const value = entered(self, kind);
    boxOf(self, kind).toggleAttribute("aria-invalid", value === undefined);
    if (value === undefined) {
      say(self, `Not saved: points are a number from 0 to ${most}.`, true);
      return false;
    }
    if (!enter && !self.typed.has(kind)) return true;
    self.typed.delete(kind);
    self.queue = self.queue.then(() => save(self, kind, value, enter));
    return true;
  }

  async function save(self, kind, value, enter) {
    const field = kinds[kind].fields[0], overtaken = [], failed = [];
    const todo = self.members.filter(({ marks }) => marks[field] !== value ||
      (enter && marks.waits && (value !== null || marks.auto_score !== null)));
    if (todo.length) say(self, "Saving …");
    for (const member of todo) {
      const was = Object.fromEntries(kinds[kind].fields.map(name => [name, member.marks[name]]));
      const outcome = await put(kind, member[kind], { ...was, [field]: value, was });
      if (outcome.now) Object.assign(member.marks, outcome.now);
      if (outcome.overtaken && member.marks[field] !== value) overtaken.push(member);
      if (outcome.failed) failed.push(outcome.failed);
    }
    tell(self);
    if (failed.length) {
      self.typed.add(kind);
      say(self, `Not saved${part(failed, self)}: ${failed[0]}. What you entered stands here; ` +
        "go into its box and leave it to try again.", true);
    } else if (overtaken.length) {
      giveWay(self, kind, value, overtaken);
    } else {
      if (!self.typed.has(kind)) self.unsaved.delete(kind);
      if (kind === "comment" && value !== null) comments.add(value);
      if (todo.length) say(self, `Saved${self.members.length > 1 ? ` for all ${self.members.length}` : ""}.`);
      else if (!enter) say(self, "");
    }
  }

  async function put(kind, id, body) {
    try {
      const answer = await fetch(`${base_url}/formgrader/api/${kind}/${id}`, {
        method: "PUT",
        headers: { "Content-Type": "application/json", "X-CSRFToken": getCookie("_xsrf") },
        body: JSON.stringify(body),
      });
      if (!answer.ok && answer.status !== 409) return { failed: `the server says ${answer.status}` };
      const said = await answer.json(), now = {};
      for (const name of kinds[kind].fields) now[name] = said[name] ?? null;
      if (kind === "grade") now.waits = said.needs_manual_grade;
      return { now, overtaken: answer.status === 409 };
    } catch (error) {
      return { failed: "the server does not answer" };
    }
  }

  // Another person was faster: what they have saved stays, and the page shows it.
  function giveWay(self, kind, value, overtaken) {
    const theirs = overtaken[0].marks[kinds[kind].fields[0]];
    const show = text => text === null ? "nothing" : `“${text}”`;
    if (self.members.length === 1) boxOf(self, kind).value = theirs ?? "";
    self.unsaved.delete(kind);
    say(self, `Not saved${part(overtaken, self)}: another person has saved ${show(theirs)} since, ` +
      `which stays. You had ${show(value)}; enter it again to replace theirs.`, true);
  }

  function part(some, self) {
    return self.members.length > 1 ? ` for ${some.length} of ${self.members.length}` : "";
  }

  function say(self, text, bad) {
    const output = self.article.querySelector("output");
    output.textContent = text;
    output.classList.toggle("bad", Boolean(bad));
  }

  // What is marked, of an answer and of all.
  function tell(self) {
    const marked = !self.members.some(member => member.marks.waits);
    self.article.toggleAttribute("data-marked", marked);
    const again = self.members.some(({ marks }) => marks.waits && (marks.manual_score ?? marks.auto_score) !== null);
    self.article.querySelector(".state").textContent =
      marked ? "marked" : again ? "to be looked at again; Enter in the points confirms them" : "not marked yet";
    const all = works.flatMap(one => one.members), ready = all.filter(one => !one.marks.waits).length;
    const bar = document.querySelector("#progress progress");
    [bar.value, bar.max] = [ready, all.length || 1];
    document.querySelector("#progress output").textContent = `${ready} of ${all.length} marked`;
  }

  function next(after) {
    const place = works.indexOf(after) + 1;
    const order = [...works.slice(place), ...works.slice(0, place)];
    const found = order.find(one => one !== after && one.members.some(member => member.marks.waits));
    if (!found) return;
    const box = boxOf(found, "grade");
    found.article.querySelector("h2").scrollIntoView();
    box.focus({ preventScroll: true });
    box.select();
  }

  function offer(self, earlier) {
    if (!earlier.open) return;
    const box = boxOf(self, "comment"), list = earlier.querySelector("ul");
    list.replaceChildren(...[...comments].map(text => {
      const entry = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.addEventListener("click", () => {
        box.value = box.value.trim() ? `${box.value.trim()}\n\n${text}` : text;
        box.focus();
        touch(self, "comment");
        commit(self, "comment");
      });
      entry.append(button);
      return entry;
    }));
    if (!comments.size) list.textContent = "There are none yet.";
  }

  works.forEach(tell);
  document.querySelector("#progress button").addEventListener("click", () => next());
  window.addEventListener("beforeunload", event => {
    if (works.some(one => one.unsaved.size)) event.preventDefault();
  });
})();
