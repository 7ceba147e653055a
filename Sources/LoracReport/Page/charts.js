// Charts: the curves stand in the page; this adds the crosshair with its values, and the choice of the scale.
const charts = {
  // The scale chosen for each chart, which outlives a section that is replaced by a newer one.
  scales: {},

  begin(root) {
    for (const figure of root.querySelectorAll("figure.chart")) charts.prepare(figure);
  },

  prepare(figure) {
    const data = JSON.parse(figure.querySelector("script").textContent);
    const plot = figure.querySelector(".plot");
    const choose = (scale) => {
      figure.dataset.scale = scale;
      charts.scales[figure.id] = scale;
      charts.hide(figure);
    };
    for (const input of figure.querySelectorAll(".choice input")) {
      input.checked = input.value === (charts.scales[figure.id] || "linear");
      if (input.checked) figure.dataset.scale = input.value;
      input.addEventListener("change", () => choose(input.value));
    }
    // All steps that have a point, ascending.
    const steps = [...new Set(data.groups.flatMap((group) => group.steps))].sort((a, b) => a - b);
    const point = (event) => {
      const box = plot.getBoundingClientRect();
      const place = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
      charts.show(figure, data, charts.nearest(steps, data.first + place * (data.last - data.first)));
    };
    plot.addEventListener("pointermove", point);
    plot.addEventListener("pointerdown", point);
    plot.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") charts.hide(figure); });
    plot.addEventListener("blur", () => charts.hide(figure));
    plot.addEventListener("keydown", (event) => {
      const at = steps.indexOf(charts.nearest(steps, Number(plot.getAttribute("aria-valuenow"))));
      const page = Math.max(1, Math.round(steps.length / 20));
      const moves = {
        ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, PageDown: at - page, PageUp: at + page,
        Home: 0, End: steps.length - 1,
      };
      if (event.key === "Escape") charts.hide(figure);
      if (!(event.key in moves)) return;
      event.preventDefault();
      charts.show(figure, data, steps[Math.min(steps.length - 1, Math.max(0, moves[event.key]))]);
    });
  },

  // The element of an ascending list that is nearest to a value.
  nearest(list, value) {
    let low = 0;
    let high = list.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (list[middle] <= value) low = middle; else high = middle;
    }
    return Math.abs(list[high] - value) < Math.abs(list[low] - value) ? list[high] : list[low];
  },

  show(figure, data, step) {
    const plot = figure.querySelector(".plot");
    const crosshair = figure.querySelector(".crosshair");
    const readout = figure.querySelector(".readout");
    const place = data.last > data.first ? (step - data.first) / (data.last - data.first) : 0.5;
    const lines = charts.lines(data, step);
    const epoch = data.epochs.findIndex((end) => step <= end);
    const title = `step ${step.toLocaleString("en")}${epoch >= 0 ? `, epoch ${epoch + 1}` : ""}`;
    crosshair.replaceChildren(...lines.filter((line) => line.step === step && line.value !== null).map((line) => {
      const dot = document.createElement("i");
      dot.className = `dot color-${line.color}${line.faint ? " faint" : ""}`;
      const height = charts.place(data.scales[figure.dataset.scale], figure.dataset.scale, line.value);
      dot.style.bottom = `${100 * height}%`;
      dot.hidden = !(height >= 0 && height <= 1);
      return dot;
    }));
    crosshair.style.left = `${100 * place}%`;
    readout.replaceChildren(charts.element("strong", title), ...lines.map((line) => {
      const row = document.createElement("div");
      row.className = `color-${line.color}`;
      const label = line.step === step ? line.label : `${line.label} (step ${line.step.toLocaleString("en")})`;
      row.append(charts.element("span", label), charts.element("b", charts.text(line.value, data.format)));
      return row;
    }), ...data.marks.filter((mark) => mark.step === step).map((mark) => charts.element("em", mark.text)));
    crosshair.hidden = readout.hidden = false;
    const room = plot.clientWidth;
    const left = place * room;
    const width = readout.offsetWidth;
    readout.style.left = `${Math.max(0, Math.min(room - width, left + (left > room / 2 ? -width - 14 : 14)))}px`;
    plot.setAttribute("aria-valuenow", step);
    const spoken = lines.map((line) => `${line.label} ${charts.text(line.value, data.format)}`);
    plot.setAttribute("aria-valuetext", `${title}: ${spoken.join(", ")}`);
  },

  hide(figure) {
    figure.querySelector(".crosshair").hidden = true;
    figure.querySelector(".readout").hidden = true;
  },

  // For each curve its point at a step, or the nearest one.
  lines(data, step) {
    return data.groups.flatMap((group) => {
      const nearest = charts.nearest(group.steps, step);
      const index = group.steps.indexOf(nearest);
      return group.curves.map((curve) => (
        { label: curve.label, color: curve.color, faint: curve.faint, step: nearest, value: curve.values[index] }));
    });
  },

  place([low, high], scale, value) {
    if (scale === "linear") return (value - low) / (high - low);
    return Math.log(value / low) / Math.log(high / low);
  },

  text(value, format) {
    if (value === null) return "no number";
    if (format === "loss") return value.toFixed(4);
    if (value === 0) return "0";
    const text = value >= 0.001 && value < 10000 ? String(Number(value.toPrecision(4))) : value.toExponential(3);
    return text.replace(/\.?0+e/, "e").replace("e+", "e");
  },

  element(name, text) {
    const element = document.createElement(name);
    element.textContent = text;
    return element;
  },
};
