/** A button that copies the text of a field; it says so, and where the browser refuses the text is marked to be copied by hand. */
export function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  if (!field) return;
  const before = button.textContent;
  button.addEventListener("click", async () => {
    field.focus();
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      return; // no clipboard without a secure address: the text stands marked
    }
    button.textContent = button.dataset.wordCopied;
    setTimeout(() => (button.textContent = before), 2000);
  });
}
