"use strict";
// What every report is made of: sections, tables, and charts that are drawn again when the colours or the width change.
const page = (() => {
  const main = document.getElementById("main");
  const charts = [];

  const number = (value, digits = 0) => value === null || value === undefined
    ? "" : value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const color = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name.toLowerCase()).trim();

  function element(name, text, attributes = {}) {
    const made = document.createElement(name);
    if (text !== undefined) { made.textContent = text; }
    for (const [key, value] of Object.entries(attributes)) { made.setAttribute(key, value); }
    return made;
  }

  function section(title, explanation) {
    const made = element("section");
    const id = "s" + main.children.length;
    made.setAttribute("aria-labelledby", id);
    made.append(element("h2", title, { id }));
    if (explanation) { made.append(element("p", explanation)); }
    main.append(made);
    return made;
  }

  function table(caption, head, rows) {
    const made = element("table");
    made.append(element("caption", caption, { style: "text-align:left;color:var(--quiet)" }));
    const headRow = made.createTHead().insertRow();
    head.forEach(text => headRow.append(element("th", text, { scope: "col" })));
    const body = made.createTBody();
    for (const row of rows) {
      const line = body.insertRow();
      row.forEach((cell, i) => line.append(i === 0
        ? element("th", cell, { scope: "row" })
        : element("td", cell, typeof cell === "string" && cell.length > 25 ? { class: "text" } : {})));
    }
    const wide = element("div", undefined, { class: "wide", tabindex: "0", role: "region", "aria-label": caption });
    wide.append(made);
    return wide;
  }

  function folded(title, content) {
    const made = element("details");
    made.append(element("summary", title), content);
    return made;
  }

  // A picture for eyes; the same figures stand in the table that follows.
  function chart(parent, label, options, data) {
    const place = element("div", undefined, { role: "img", "aria-label": label });
    parent.append(place);
    const draw = () => {
      place.replaceChildren();
      const axis = { stroke: color("ink"), grid: { stroke: color("line") }, ticks: { stroke: color("line") } };
      const made = options();
      new uPlot({
        width: Math.max(240, place.clientWidth), height: 280, ...made,
        axes: made.axes.map(each => ({ ...axis, ...each })),
      }, data, place);
    };
    charts.push(draw);
  }

  const line = (label, name, digits = 0, more = {}) => ({
    label, stroke: color(name), width: 2, spanGaps: true, points: { size: 4 },
    value: (_, value) => number(value, digits), ...more,
  });

  function show() {
    const draw = () => charts.forEach(each => each());
    draw();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    let width = innerWidth;
    addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; draw(); } });
  }

  return { number, color, element, section, table, folded, chart, line, show };
})();
