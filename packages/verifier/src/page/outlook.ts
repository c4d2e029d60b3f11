/** The region of the result. What is announced to a screen reader is the verdict alone; the rest is there to be read. */
import { texts } from "../words/page.js"
import { element, foreign, said } from "./element.js"
import { language, speaking, whenSpoken } from "./language.js"
import { resultOf } from "./result.js"
import type { Stage } from "./state.js"

export interface Outlook {
  readonly show: (stage: Stage) => void
  readonly region: HTMLElement
}

export const outlook = (cancel: () => void): Outlook => {
  let stage: Stage = { _tag: "Idle" }
  const status = element("div", { role: "status" })
  const bar = element("progress", { max: "1" })
  const stop = speaking(element("button", { type: "button" }), texts.cancel)
  const count = element("span", {})
  const progress = element("div", { class: "progress", hidden: "" }, bar, count, stop)
  const details = element("div", {})
  stop.addEventListener("click", cancel)

  const draw = (): void => {
    const [first, ...rest] = drawn(stage)
    status.replaceChildren(...(first === undefined ? [] : [first]))
    details.replaceChildren(...rest)
  }
  whenSpoken(() => {
    bar.setAttribute("aria-label", texts.working[language()])
    draw()
  })

  return {
    show: (next) => {
      const goesOn = stage._tag === "Working" && next._tag === "Working"
      stage = next
      progress.hidden = stage._tag !== "Working"
      if (stage._tag === "Working") advance(bar, count, stage)
      if (!goesOn) draw()
    },
    region: element(
      "section",
      { class: "result" },
      speaking(element("h2", {}), texts.result),
      status,
      progress,
      details,
    ),
  }
}

/** Without a value a bar says that nobody knows how long. */
const advance = (
  bar: HTMLProgressElement,
  count: HTMLElement,
  { leaves, size }: Extract<Stage, { readonly _tag: "Working" }>,
): void => {
  count.textContent = size > 0 ? `${leaves} / ${size}` : ""
  if (size > 0) bar.value = leaves / size
  else bar.removeAttribute("value")
}

const drawn = (stage: Stage): ReadonlyArray<HTMLElement> => {
  switch (stage._tag) {
    case "Idle":
      return [element("p", {}, said(texts.nothingYet))]
    case "Working":
      return [element("p", {}, said(texts.working), "…")]
    case "Cancelled":
      return [element("p", {}, said(texts.cancelled))]
    case "Failed":
      return [element("p", {}, said(texts.failed)), element("p", {}, foreign(stage.reason))]
    case "Done":
      return resultOf(stage.outcome)
  }
}
