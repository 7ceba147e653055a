"use strict";
// Light, dark, or as the system has it. A page in a file may not be allowed to remember.
const theme = {
  key: "lorac-theme",
  read() { try { return localStorage.getItem(theme.key) || "auto"; } catch { return "auto"; } },
  write(value) { try { localStorage.setItem(theme.key, value); } catch { /* It holds until the page is closed. */ } },
  apply(value) {
    if (value === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = value;
  },
  begin() {
    const saved = theme.read();
    theme.apply(saved);
    for (const input of document.querySelectorAll('input[name="theme"]')) {
      input.checked = input.value === saved;
      input.addEventListener("change", () => { theme.apply(input.value); theme.write(input.value); });
    }
  },
};
