// Runs before the first paint, so that a dark page never flashes white. The choice is kept in this browser.
const KEY = "leitai-theme";
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

function chosen() {
  try {
    return localStorage.getItem(KEY) ?? "auto";
  } catch {
    return "auto"; // storage is forbidden here
  }
}

function show(choice) {
  const theme = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
  if (root.dataset.bsTheme === theme) return;
  root.dataset.bsTheme = theme;
  root.dispatchEvent(new CustomEvent("leitai:theme"));
}

root.classList.add("js");
show(chosen());
dark.addEventListener("change", () => show(chosen()));
window.leitaiTheme = {
  chosen,
  choose(choice) {
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // the choice then lasts for this page only
    }
    show(choice);
  },
};
