// Weights of a scheme: a slider and a number say the same; the number is what is sent.

/** Keep the sliders of a form and their numbers together. */
export function weights(form) {
  if (form.dataset.awake) return;
  form.dataset.awake = "yes";
  form.classList.add("is-live");
  for (const slider of form.querySelectorAll("input[type=range][data-for]")) {
    const number = document.getElementById(slider.dataset.for);
    slider.addEventListener("input", () => {
      number.value = slider.value;
    });
    number.addEventListener("input", () => {
      slider.value = number.value;
    });
  }
}
