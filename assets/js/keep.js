// Nothing typed is lost: a form with data-keep="NAME" is kept in this browser until it is sent.

const prefix = "leitai-keep-";
const kept = (field) =>
  field.name && field.name !== "csrfmiddlewaretoken" && !["file", "password", "hidden", "submit"].includes(field.type);

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(prefix + name) ?? "null");
  } catch {
    return null;
  }
}

function write(name, values) {
  try {
    if (values) localStorage.setItem(prefix + name, JSON.stringify(values));
    else localStorage.removeItem(prefix + name);
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
  form.addEventListener("submit", () => write(name, null));
}
