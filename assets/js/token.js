// Signing in, in another tab too, makes the token in an open page void: what is sent carries the one of now, and says
// whose page it comes from, so that nobody's words are taken for those of who signed in since.

const COOKIE = /(?:^|;\s*)csrftoken=([^;]+)/;

export const user = () => document.body.dataset.user ?? "";

/** The token as it is now; the one in the page where the cookie cannot be read. */
export function token(form) {
  return document.cookie.match(COOKIE)?.[1] ?? form?.elements.csrfmiddlewaretoken?.value ?? "";
}

/** Headers of a request that a script sends. */
export function signed(form) {
  return { "X-CSRFToken": token(form), "X-Page-User": user() };
}

function submitted(event) {
  const field = event.target.elements?.csrfmiddlewaretoken;
  if (!field) return;
  field.value = token(event.target);
  if (event.target.elements["page-user"] || !user()) return;
  const mark = document.createElement("input");
  Object.assign(mark, { type: "hidden", name: "page-user", value: user() });
  event.target.append(mark);
}

function configured({ detail }) {
  if (detail.verb === "get") return;
  Object.assign(detail.headers, signed(detail.elt.closest("form")));
}

export function tokens() {
  document.addEventListener("submit", submitted, true);
  document.addEventListener("htmx:configRequest", configured);
}
