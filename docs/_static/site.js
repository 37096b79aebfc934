// The search lists the sections, too: Sphinx leaves out those with a long heading.
if (typeof Search === "object") {
  const pages = Search._performSearch;
  const holds = (title, words) => words.every((word) => title.toLowerCase().includes(word));
  const sections = (words) => {
    const { alltitles, docnames, filenames, titles } = Search._index;
    return Object.entries(alltitles)
      .filter(([title]) => holds(title, words))
      .flatMap(([title, places]) => places.map(([page, id]) => [title, page, id]))
      .filter(([, , id]) => id !== null)
      .map(([title, page, id]) => [
        docnames[page], `${titles[page]} > ${title}`, `#${id}`, null, 0, filenames[page], "title",
      ]);
  };
  Search._performSearch = (query, ...terms) => {
    const found = pages(query, ...terms);
    const known = new Set(found.map(([page, , anchor]) => page + anchor));
    const more = sections(query.toLowerCase().split(/\s+/).filter(Boolean));
    // the last one is shown first
    return [...found, ...more.filter(([page, , anchor]) => !known.has(page + anchor)).reverse()];
  };
}

// What is wider than a small screen scrolls, and the keyboard reaches it; elsewhere it is no stop.
const reach = () => {
  for (const box of document.querySelectorAll("pre, div.math, .table-wrapper, .cell_output, p:has(> img)")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
};
addEventListener("resize", reach);
addEventListener("load", () => (window.MathJax ? MathJax.Hub.Queue(reach) : reach()));
