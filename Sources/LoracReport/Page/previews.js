// Previews: one slider moves the pictures of all prompts through time.
const previews = {
  // The moment that is shown; null follows the newest.
  moment: null,
  timer: null,

  begin(root) {
    const section = root.querySelector("#previews");
    const slider = section && section.querySelector(".film input");
    if (!slider) return;
    const last = Number(slider.max);
    slider.value = previews.moment === null ? last : Math.min(previews.moment, last);
    slider.addEventListener("input", () => { previews.stop(section); previews.select(section, Number(slider.value)); });
    for (const button of section.querySelectorAll(".strip button")) {
      button.addEventListener("click", () => {
        previews.stop(section);
        previews.select(section, Number(button.dataset.moment));
      });
    }
    section.querySelector(".play").addEventListener("click", () => {
      if (previews.timer) previews.stop(section); else previews.play(section);
    });
    const wasPlaying = previews.timer !== null;
    previews.stop(section);
    previews.select(section, Number(slider.value));
    if (wasPlaying) previews.play(section);
  },

  select(section, moment) {
    const slider = section.querySelector(".film input");
    slider.value = moment;
    previews.moment = moment === Number(slider.max) ? null : moment;
    let label = "";
    for (const row of section.querySelectorAll(".prompt")) {
      // A prompt that has no picture of this moment keeps its last one before it.
      const buttons = [...row.querySelectorAll(".strip button")];
      const shown = buttons.filter((button) => Number(button.dataset.moment) <= moment).pop() || buttons[0];
      for (const button of buttons) button.setAttribute("aria-current", String(button === shown));
      const small = shown.querySelector("img");
      const large = row.querySelector(".stage img");
      large.src = small.src;
      large.alt = small.alt;
      row.querySelector(".stage figcaption").textContent = shown.dataset.label;
      if (Number(shown.dataset.moment) === moment) label = shown.dataset.label;
      const strip = row.querySelector(".strip");
      const offset = shown.offsetLeft - strip.offsetLeft;
      strip.scrollLeft = offset - (strip.clientWidth - shown.clientWidth) / 2;
    }
    section.querySelector(".film output").textContent = label;
    slider.setAttribute("aria-valuetext", label);
  },

  play(section) {
    const button = section.querySelector(".play");
    button.textContent = "❚❚";
    button.setAttribute("aria-label", "Pause");
    previews.timer = setInterval(() => {
      const slider = section.querySelector(".film input");
      previews.select(section, (Number(slider.value) + 1) % (Number(slider.max) + 1));
    }, 700);
  },

  stop(section) {
    clearInterval(previews.timer);
    previews.timer = null;
    const button = section.querySelector(".play");
    button.textContent = "▶";
    button.setAttribute("aria-label", "Play");
  },
};
