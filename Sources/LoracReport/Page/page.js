// What is done with a page, or with a section that came later.
const page = {
  prepare(root) {
    charts.begin(root);
    previews.begin(root.id === "previews" ? root.parentElement : root);
    for (const button of root.querySelectorAll(".zoom")) {
      button.addEventListener("click", () => {
        const picture = button.querySelector("img");
        const enlarges = button.getAttribute("aria-pressed") !== "true";
        // A picture that is shown in full size already becomes larger all the same.
        const width = Math.max(picture.naturalWidth, 1.5 * picture.clientWidth);
        button.setAttribute("aria-pressed", String(enlarges));
        picture.style.width = enlarges ? `${width}px` : "";
      });
    }
    for (const { id, step } of live.restore.splice(0)) {
      const figure = root.querySelector(`#${CSS.escape(id)}`);
      if (figure) charts.show(figure, JSON.parse(figure.querySelector("script").textContent), step);
    }
  },
};

for (const section of document.querySelectorAll("main > section")) live.sources.set(section.id, section.outerHTML);
document.documentElement.classList.add("scripted");
theme.begin();
page.prepare(document);
live.begin();
