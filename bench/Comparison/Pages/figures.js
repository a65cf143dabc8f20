"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { number, color, section, table, folded, chart, line } = page;
  const colors = ["won", "taken", "shed", "indoubt", "found", "error", "sent"];
  const digits = value => value === null || value === 0 || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 1 : 3;
  const said = (_, value) => value === null || value === undefined ? "" : number(value, digits(value));

  function header() {
    document.title = data.title;
    document.getElementById("title").textContent = data.title;
    const verdict = document.getElementById("verdict");
    verdict.textContent = data.verdict;
    verdict.className = data.isGood ? "good" : "bad";
    document.getElementById("subtitle").textContent = data.subtitle;
  }

  const bars = uPlot.paths.bars({ size: [0.6, 60] });
  const filled = (name, clear = "") => ({ fill: color(name) + clear, paths: bars, points: { show: false } });
  const dots = { width: 0, paths: () => null, points: { show: true, size: 8 } };

  function style(kind, index, name) {
    switch (kind) {
      case "Stack": return filled(name);
      case "Bars": return index === 0 ? filled(name, "80") : dots;
      case "Points": return dots;
      default: return {};
    }
  }

  // What lies on top is drawn first, and what is below it over it.
  function stacked(series) {
    const sums = series[0].values.map(() => 0);
    return series.map(each => ({
      name: each.name, own: each.values, values: each.values.map((value, i) => (sums[i] += value ?? 0)),
    })).reverse();
  }

  function draw(parent, title, { kind, unit, series, names, numbers, over, isWide, isHigh }) {
    const isStack = kind === "Stack";
    const drawn = isStack ? stacked(series) : series;
    const x = names ? names.map((_, i) => i) : numbers;
    const named = { values: (_, ticks) => ticks.map(tick => names?.[tick] ?? ""), splits: () => x, grid: { show: false } };
    chart(parent, `${title}; the table below has the figures`, () => ({
      scales: {
        x: { time: false, distr: isWide ? 3 : 1, ...names ? { range: [-0.6, names.length - 0.4] } : {} },
        y: { distr: isHigh ? 3 : 1, ...isHigh ? {} : { range: (_, min, max) => [Math.min(0, min), Math.max(max * 1.05, 1e-9)] } },
      },
      axes: [names ? named : { label: over, splits: isWide ? () => x : undefined, values: (_, ticks) => ticks.map(tick => number(tick)) },
        { size: 70, label: unit, values: (_, ticks) => ticks.map(tick => said(null, tick)) }],
      series: [{ label: over ?? "", value: (_, value) => names ? names[value] ?? "" : said(_, value) },
        ...drawn.map((each, i) => {
          const name = colors[(isStack ? drawn.length - 1 - i : i) % colors.length];
          const value = each.own ? (_, __, ___, at) => said(_, at === null ? null : each.own[at]) : said;
          return line(each.name, name, 1, { ...style(kind, i, name), value });
        })],
    }), [x, ...drawn.map(each => each.values)]);
  }

  header();
  for (const each of data.sections) {
    const made = section(each.title, each.text);
    const figures = table(each.title, each.table.head, each.table.rows);
    if (each.chart) {
      draw(made, each.title, each.chart);
      made.append(folded("As a table", figures));
    } else {
      made.append(figures);
    }
  }
  page.show();
})();
