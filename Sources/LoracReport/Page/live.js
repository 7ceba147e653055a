// A page of `lorac watch`: asks the server now and then, and replaces the sections that have changed.
const live = {
  version: null,

  begin() {
    if (!("live" in document.body.dataset)) return live.age();
    live.version = document.body.dataset.live;
    live.next(1000);
  },

  // A file shows the moment at which it was written; a run that is killed cannot write it again.
  age() {
    const badge = document.querySelector(".badge.running");
    if (!badge) return;
    const minutes = Math.floor((Date.now() / 1000 - Number(badge.dataset.until)) / 60);
    const ago = minutes < 120 ? `${minutes} minutes` : `${Math.floor(minutes / 60)} hours`;
    live.tell(minutes < 10 ? "" : `no news for ${ago}; “lorac report” tells whether it still runs`);
    setTimeout(live.age, 60000);
  },

  next(delay) { setTimeout(live.look, delay); },

  async look() {
    if (document.hidden) return live.next(1000);
    try {
      const version = await (await fetch("version", { cache: "no-store" })).text();
      if (version !== live.version) await live.replace();
      live.version = version;
      live.tell("");
      live.next(2000);
    } catch {
      live.tell("lorac watch does not answer");
      live.next(5000);
    }
  },

  tell(text) {
    const place = document.getElementById("connection");
    if (place && place.textContent !== text) place.textContent = text;
  },

  async replace() {
    const answer = await fetch("./", { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.title = fresh.title;
    document.querySelector(".title").replaceWith(fresh.querySelector(".title"));
    const main = document.querySelector("main");
    const sections = [...fresh.querySelectorAll("main > section")];
    for (const old of [...main.children]) {
      if (!sections.some((section) => section.id === old.id)) old.remove();
    }
    sections.forEach((section, index) => {
      const old = document.getElementById(section.id);
      const source = section.outerHTML;
      if (old && live.sources.get(section.id) === source) return;
      live.sources.set(section.id, source);
      if (old) {
        for (const details of old.querySelectorAll("details[open]")) {
          const same = section.querySelector(`#${CSS.escape(details.id)}`);
          if (same) same.open = true;
        }
        live.exchange(old, section);
      } else {
        main.insertBefore(section, main.children[index] || null);
      }
      page.prepare(section);
    });
  },

  // The page as the server sent it, by section: what the script did to it does not count as a change.
  sources: new Map(),

  // Puts a section in place of another without a jump of what is read, and gives the focus back.
  exchange(old, section) {
    const focused = old.contains(document.activeElement) ? live.path(document.activeElement, old) : null;
    const crosshair = [...old.querySelectorAll(".chart")].filter((chart) => !chart.querySelector(".readout").hidden);
    const top = section.getBoundingClientRect ? old.getBoundingClientRect() : null;
    old.replaceWith(section);
    if (focused) {
      const same = live.follow(focused, section);
      if (same) same.focus({ preventScroll: true });
    }
    if (top && top.bottom < 0) window.scrollBy(0, section.getBoundingClientRect().height - top.height);
    live.restore = crosshair.map((chart) => (
      { id: chart.id, step: Number(chart.querySelector(".plot").getAttribute("aria-valuenow")) }));
  },

  restore: [],

  // Where an element lies in a section, as numbers of children.
  path(element, root) {
    const path = [];
    for (let at = element; at !== root; at = at.parentElement) path.unshift([...at.parentElement.children].indexOf(at));
    return path;
  },

  follow(path, root) {
    return path.reduce((at, index) => at && at.children[index], root);
  },
};
