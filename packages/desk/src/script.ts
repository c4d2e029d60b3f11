/** Sent to the browser as it is: updates the outcome while the officer fills in the form. The desk works without it. */
export const script = `const form = document.querySelector("form[data-answers]")
const outcome = form && document.getElementById(form.dataset.answers)
let waiting
let asked = 0

const ask = async () => {
  const turn = ++asked
  const body = new FormData(form)
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name)
  body.set("do", "try")
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => undefined)
  if (answer === undefined || !answer.ok || answer.redirected || turn !== asked) return
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  outcome.replaceChildren(...page.body.childNodes)
}

form?.addEventListener("input", (event) => {
  if (event.target.type === "file") return
  clearTimeout(waiting)
  waiting = setTimeout(ask, 400)
})
`
