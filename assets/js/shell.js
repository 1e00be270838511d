// The frame: menu on a phone, drop-downs, theme, selects that send their form, signs for a screen that scrolls.

const root = document.documentElement;

function menu() {
  const button = document.querySelector(".menu-button");
  const side = document.getElementById("menu");
  if (!button || !side) return;
  const set = (open) => {
    root.classList.toggle("menu-open", open);
    button.setAttribute("aria-expanded", String(open));
    if (open) side.querySelector("a")?.focus();
  };
  button.addEventListener("click", () => set(!root.classList.contains("menu-open")));
  document.querySelector(".veil")?.addEventListener("click", () => set(false));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !root.classList.contains("menu-open")) return;
    set(false);
    button.focus();
  });
}

function pops() {
  const open = () => document.querySelectorAll("details.pop[open]");
  document.addEventListener("click", (event) => {
    for (const pop of open()) if (!pop.contains(event.target)) pop.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const pop of open()) {
      pop.open = false;
      pop.querySelector("summary").focus();
    }
  });
}

function themes() {
  const buttons = [...document.querySelectorAll("[data-theme-choice]")];
  const mark = () => {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === window.leitaiTheme.chosen()));
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      window.leitaiTheme.choose(button.dataset.themeChoice);
      mark();
      button.closest("details")?.removeAttribute("open");
    });
  }
  mark();
}

function senders() {
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-send]")) event.target.form.requestSubmit();
  });
}

function demoAccounts() {
  for (const button of document.querySelectorAll("[data-sign-in]")) {
    button.addEventListener("click", () => {
      const form = document.querySelector("form.login");
      form.elements.login.value = button.dataset.signIn;
      form.elements.password.value = button.dataset.password ?? "";
      if (button.dataset.password) form.requestSubmit();
      else form.elements.password.focus();
    });
  }
}

function others() {
  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
  for (const button of document.querySelectorAll("[data-back]")) button.addEventListener("click", () => history.back());
  const scrolled = () => root.classList.toggle("scrolled", window.scrollY > 4);
  window.addEventListener("scroll", scrolled, { passive: true });
  scrolled();
}

export function shell() {
  menu();
  pops();
  themes();
  senders();
  demoAccounts();
  others();
}
