"use strict";
(() => {
  const summary = JSON.parse(document.getElementById("data").textContent);
  const scenario = summary.setting.scenario;
  const outcomes = ["Won", "Taken", "Shed", "InDoubt", "Error", "Found"];
  const words = { Won: "won", Taken: "taken", Shed: "shed", InDoubt: "in doubt", Error: "error", Found: "found" };
  const { number, color, element, section, table, folded, chart, line } = page;

  const seconds = { label: "seconds", value: (_, value) => number(value, 1) };
  const milliseconds = (_, ticks) => ticks.map(tick => tick === null ? "" : tick >= 1 ? number(tick) : String(tick));

  function verdict() {
    const broken = (summary.audit?.rules ?? []).reduce((sum, rule) => sum + rule.broken, 0);
    const failed = summary.thresholds.filter(threshold => !threshold.isKept);
    const errors = summary.outcomes.Error?.count ?? 0;
    const text = !summary.audit ? "Not audited." : broken > 0
      ? `The gateway did not tell the truth: ${number(broken)} promises broken.` : "Every promise was kept.";
    const place = document.getElementById("verdict");
    place.textContent = text + (failed.length ? ` Thresholds failed: ${failed.map(each => each.text).join(", ")}.` : "")
      + (errors ? ` ${number(errors)} requests were answered unexpectedly.` : "")
      + (summary.interrupted ? " The run was interrupted: this is a part of it." : "");
    place.className = broken > 0 || failed.length || errors ? "bad" : "good";
    document.title = `Booking rush: ${scenario.name}`;
    document.getElementById("title").textContent = `Booking rush: ${scenario.name}`;
    document.getElementById("subtitle").textContent =
      `${summary.started.slice(0, 19).replace("T", " ")} UTC, ${number(summary.seconds, 1)} s, seed ${summary.setting.seed}, `
      + (summary.generator.isClosed
        ? "closed: the next visitor came when a connection was free, so latencies leave out whoever would have come meanwhile"
        : `open: visitors came at set times (${scenario.arrivals.toLowerCase()}), and latency counts from then`);
    if (summary.warnings.length) {
      const made = section("Before you believe the figures");
      const list = element("ul");
      summary.warnings.forEach(warning => list.append(element("li", warning)));
      made.append(list);
    }
  }

  function figures() {
    const made = section("What became of the requests",
      "Won got what they asked for; taken were told truly or falsely that somebody else had it (see the audit); shed were sent "
      + "away (429); in doubt were not told (503, timeout, cut connection), which is no failure: the audit asks again. "
      + "Latency is what people waited, from the intended time; service is what the gateway took. Milliseconds.");
    made.append(table("Outcomes", ["", "count", "per second", "p50", "p90", "p99", "p99.9", "max", "service p50", "service p99"],
      outcomes.filter(name => summary.outcomes[name]).map(name => {
        const { count, perSecond, latency, service } = summary.outcomes[name];
        return [words[name], number(count), number(perSecond, 1), number(latency.p50, 1), number(latency.p90, 1),
          number(latency.p99, 1), number(latency.p999, 1), number(latency.max, 1), number(service.p50, 1), number(service.p99, 1)];
      })));
    made.append(table("By request", ["request", "outcome", "count"],
      summary.operations.map(each => [each.act.toLowerCase(), words[each.outcome], number(each.count)])));
    if (summary.thresholds.length) {
      made.append(table("Thresholds", ["threshold", "measured", "verdict"], summary.thresholds.map(each =>
        [each.text, each.actual === undefined ? "nothing" : number(each.actual, 3), each.isKept ? "kept" : "failed"])));
    }
    if (summary.complaints.length) {
      made.append(folded("Unexpected answers", table("Unexpected answers", ["answer"], summary.complaints.map(each => [each]))));
    }
  }

  function overTime() {
    const at = summary.series.map(each => each.at);
    const widths = at.map((end, i) => Math.max(0.001, end - (i ? at[i - 1] : 0)));
    const rate = member => summary.series.map((each, i) => each[member] / widths[i]);
    const members = [["offered", "offered", "offered"], ["won", "won", "won"], ["taken", "taken", "taken"], ["shed", "shed", "shed"],
      ["inDoubt", "in doubt", "indoubt"], ["error", "error", "error"], ["found", "found", "found"]]
      .filter(([member]) => member === "offered" || summary.series.some(each => each[member] > 0));
    const made = section("Arrivals and decisions",
      "Per second. Where the decisions fall below the arrivals, people wait in line.");
    chart(made, "Arrivals and decisions per second over time; the table below has the figures", () => ({
      scales: { x: { time: false } }, axes: [{}, { size: 60 }],
      series: [seconds, ...members.map(([, label, name]) =>
        line(label, name, 0, name === "offered" ? { dash: [6, 4], points: { show: false } } : {}))],
    }), [at, ...members.map(([member]) => rate(member))]);
    made.append(folded("As a table", table("Per second", ["seconds", ...members.map(([, label]) => label)],
      summary.series.map((_, i) => [number(at[i], 1), ...members.map(([member]) => number(rate(member)[i]))]))));
    return at;
  }

  function percentiles() {
    const points = [0, 50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99, 99.999];
    const names = outcomes.filter(name => summary.outcomes[name]);
    const of = (recorded, percentile) => {
      const total = recorded.reduce((sum, pair) => sum + pair[1], 0);
      let seen = 0;
      for (const [value, count] of recorded) {
        seen += count;
        if (seen >= Math.max(1, total * percentile / 100)) { return Math.max(0.01, value / 1000); }
      }
      return null;
    };
    // The axis counts nines: 90 %, 99 %, 99.9 % stand at equal distances.
    const x = points.map(point => 1 / (1 - point / 100));
    const values = names.map(name => points.map(point => {
      const { count, latency } = summary.outcomes[name];
      return point > 0 && count * (1 - point / 100) < 1 && point > 50 && count < 1 / (1 - point / 100)
        ? null : of(latency.recorded, point);
    }));
    const made = section("Latency by percentile",
      "Milliseconds from the intended time, on logarithmic axes. A point at 99 % says that one of a hundred waited longer.");
    chart(made, "Latency by percentile and outcome on a logarithmic axis; the table below has the figures", () => ({
      scales: { x: { time: false, distr: 3 }, y: { distr: 3 } },
      axes: [
        { splits: () => [1, 2, 10, 100, 1000, 10000], values: (_, ticks) => ticks.map(tick => tick === null ? "" : `${+(100 - 100 / tick).toFixed(3)}%`) },
        { size: 60, values: milliseconds },
      ],
      series: [{ label: "percentile", value: (_, value) => value === null ? "" : `${+(100 - 100 / value).toFixed(4)}%` },
        ...names.map(name => line(words[name], name, 2))],
    }), [x, ...values]);
    made.append(folded("As a table", table("Milliseconds by percentile", ["percentile", ...names.map(name => words[name])],
      points.map((point, i) => [`${point}%`, ...values.map(each => number(each[i], 2))]))));
  }

  function latencyOverTime(at) {
    const names = outcomes.filter(name => summary.series.some(each => each.latency[name]));
    const made = section("Latency over time", "Median and 99th percentile of each second, in milliseconds from the intended time.");
    const data = names.flatMap(name => ["p50", "p99"].map(which => summary.series.map(each =>
      each.latency[name] ? Math.max(0.01, each.latency[name][which]) : null)));
    chart(made, "Median and 99th percentile of latency over time by outcome; the table below has the figures", () => ({
      scales: { x: { time: false }, y: { distr: 3 } }, axes: [{}, { size: 60, values: milliseconds }],
      series: [seconds, ...names.flatMap(name => [
        line(`${words[name]} p50`, name, 1, { width: 1 }), line(`${words[name]} p99`, name, 1, { dash: [6, 4] })])],
    }), [at, ...data]);
    made.append(folded("As a table", table("Milliseconds",
      ["seconds", ...names.flatMap(name => [`${words[name]} p50`, `${words[name]} p99`])],
      at.map((end, i) => [number(end, 1), ...data.map(each => number(each[i], 1))]))));
  }

  function slots(at) {
    if (!summary.slots) { return; }
    const left = summary.series.map(each => each.slotsLeft ?? null);
    const made = section("Slots left", `${number(summary.slots.left)} of ${number(summary.slots.total)} at the end.`);
    chart(made, "Slots left over time; the table below has the figures", () => ({
      scales: { x: { time: false } }, axes: [{}, { size: 60 }], series: [seconds, line("slots left", "taken")],
    }), [at, left]);
    made.append(folded("As a table", table("Slots left", ["seconds", "slots left"],
      at.map((end, i) => [number(end, 1), number(left[i])]))));
    fairness();
  }

  function fairness() {
    const winners = summary.slots.winnersByOrder;
    const all = winners.reduce((sum, count) => sum + count, 0);
    if (!all) { return; }
    const made = section("Fairness",
      "Of those who won a slot: how many were the first to ask for it, the second, and so on. Requests that were sent at nearly the "
      + "same time may arrive in another order, so a few later ones are no injustice.");
    const shares = winners.map(count => 100 * count / all);
    chart(made, "Share of winners by the order in which people asked; the table below has the figures", () => ({
      scales: { x: { time: false, range: (_, min, max) => [min - 1, max + 1] }, y: { range: [0, 100] } },
      axes: [{ values: (_, ticks) => ticks.map(tick => tick > 0 && Number.isInteger(tick) ? `${tick}.` : "") },
        { size: 60, values: (_, ticks) => ticks.map(tick => `${tick}%`) }],
      series: [{ label: "asked as number", value: (_, value) => number(value) },
        line("won", "won", 1, { fill: color("won") + "80", paths: uPlot.paths.bars({ size: [0.7, 60] }), points: { show: false } })],
    }), [winners.map((_, i) => i + 1), shares]);
    made.append(folded("As a table", table("Winners by order", ["asked as number", "winners", "share"],
      winners.map((count, i) => [`${i + 1}`, number(count), `${number(shares[i], 1)}%`]))));
  }

  function audit() {
    const made = section("Audit", summary.audit
      ? `Looked from outside, against ${summary.audit.against}, in ${number(summary.audit.seconds, 1)} s: `
        + `${number(summary.audit.appointments)} live appointments.`
      : "This run was not audited.");
    if (!summary.audit) { return; }
    const names = {
      NothingForgotten: "Acknowledged appointments are there", AsAnswered: "They are as answered, once",
      NoDoubleBooking: "No double booking; capacity kept", OnePlacePerPatient: "No patient in two places",
      NothingInvented: "Nothing there that nobody was told of", NoSlotLost: "Free slots can be booked",
      DoubtsSettled: "What was in doubt happened wholly or not at all", RefusalsJustified: "Every refusal was justified",
    };
    made.append(table("Promises", ["promise", "looked at", "broken", "remark"], summary.audit.rules.map(rule =>
      [names[rule.rule], number(rule.checked), number(rule.broken), rule.note ?? (rule.checked ? "" : "nothing to look at")])));
    const faults = summary.audit.rules.flatMap(rule => rule.faults.map(fault => [names[rule.rule], fault]));
    if (faults.length) { made.append(table("Faults", ["promise", "fault"], faults)); }
  }

  function configuration() {
    const made = section("Configuration", "The same seed asks for the same things in the same order.");
    const rows = Object.entries(scenario).filter(([, value]) => typeof value !== "object")
      .map(([name, value]) => [name, String(value)]);
    rows.push(["seed", String(summary.setting.seed)], ["day", summary.setting.day.slice(0, 10)], ["worker", summary.setting.worker],
      ["targets", summary.setting.targets.join(" ")], ["people", JSON.stringify(scenario.people)],
      ["hospital", JSON.stringify(scenario.hospital)]);
    made.append(table("Scenario", ["what", "value"], rows));
    const generator = summary.generator;
    made.append(table("Generator", ["what", "value"], [
      ["late, 99th percentile (ms)", number(generator.late.p99, 2)], ["late, most (ms)", number(generator.late.max, 2)],
      ["processor time (s)", number(generator.cpuSeconds, 2)], ["of its machine", `${number(100 * generator.cpuShare, 1)}%`],
      ["waited for a connection", `${number(100 * generator.waitedShare, 2)}%`],
      ...(generator.gatewayCpuPerRequest ? [["gateway, µs of processor time per request", number(generator.gatewayCpuPerRequest)]] : []),
    ]));
    made.append(table("Machine", ["what", "value"], Object.entries(summary.machine).map(([name, value]) => [name, String(value)])));
  }

  verdict();
  figures();
  const at = overTime();
  percentiles();
  latencyOverTime(at);
  slots(at);
  audit();
  configuration();
  page.show();
})();
