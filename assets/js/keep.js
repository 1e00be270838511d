// Nothing typed is lost: a form with data-keep="NAME" is kept in this browser, for its user, until the page that answers
// its success is there (data-answers="NAME"). Sent is not enough: the session may have ended, or the server failed.
import { user } from "./token.js";

const prefix = () => `leitai-keep-${user()}-`;
const SENT = "leitai-sent"; // the form that this tab has just sent, and from where
const kept = (field) =>
  field.name && field.name !== "csrfmiddlewaretoken" && !["file", "password", "hidden", "submit"].includes(field.type);

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(prefix() + name) ?? "null");
  } catch {
    return null;
  }
}

function write(name, values) {
  try {
    if (values) localStorage.setItem(prefix() + name, JSON.stringify(values));
    else localStorage.removeItem(prefix() + name);
  } catch {
    // storage is full or forbidden: the form works all the same
  }
}

const value = (field) => (field.type === "checkbox" ? field.checked : field.value);

function restore(form, values) {
  let restored = false;
  for (const field of form.elements) {
    if (!kept(field) || !(field.name in values) || value(field) === values[field.name]) continue;
    if (field.type === "checkbox") field.checked = values[field.name];
    else if (!field.value || field.tagName === "TEXTAREA") field.value = values[field.name];
    else continue;
    restored = true;
  }
  return restored;
}

export function keep(form) {
  const name = form.dataset.keep;
  const answered = form.querySelector(".is-invalid, .alert"); // the server's answer holds what was typed
  const values = read(name);
  if (values && !answered) form.classList.toggle("was-restored", restore(form, values));
  form.addEventListener("input", () => {
    write(name, Object.fromEntries([...form.elements].filter(kept).map((field) => [field.name, value(field)])));
  });
  form.addEventListener("submit", () => sending({ name, from: location.pathname }));
}

function sending(what) {
  try {
    sessionStorage.setItem(SENT, JSON.stringify(what));
  } catch {
    // the copy stays, which is the lesser harm
  }
}

/** Drop what was kept where this page is the answer to it: the first one after sending, and it says so. */
export function answered() {
  let sent;
  try {
    sent = JSON.parse(sessionStorage.getItem(SENT) ?? "null");
    sessionStorage.removeItem(SENT);
  } catch {
    return;
  }
  const came = document.referrer ? new URL(document.referrer).pathname : sent?.from;
  if (sent && came === sent.from && document.querySelector(`[data-answers="${sent.name}"]`)) write(sent.name, null);
}
