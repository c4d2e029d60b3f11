/** The pages' script: turns the links to other days into a slider. Without it the links remain. */
export const daySlider = `for (const nav of document.querySelectorAll("nav[data-days]")) {
  const links = [...nav.querySelectorAll("ol a")]
  if (links.length < 2) continue
  const label = document.createElement("label")
  const range = document.createElement("input")
  const output = document.createElement("output")
  const at = links.findIndex((link) => link.hasAttribute("aria-current"))
  Object.assign(range, { type: "range", min: 0, max: links.length - 1, value: at < 0 ? links.length - 1 : at })
  const show = () => {
    output.textContent = links[range.value].textContent
    range.setAttribute("aria-valuetext", output.textContent)
  }
  range.addEventListener("input", show)
  range.addEventListener("change", () => { location.href = links[range.value].href })
  label.append(nav.dataset.days + " ", range, " ", output)
  label.className = "slider"
  nav.prepend(label)
  show()
}
`
