/** Findings of one kind: what they are called, what they mean, what to do, and where they are. */
import { bilingual, type Bilingual } from "@shifan/core"
import type { Advice } from "../words/advice.js"
import { texts } from "../words/page.js"
import { element, said } from "./element.js"

export const section = (title: Bilingual, children: ReadonlyArray<Node>): ReadonlyArray<HTMLElement> =>
  children.length === 0 ? [] : [element("section", {}, element("h3", {}, said(title)), ...children)]

export const facts = (pairs: ReadonlyArray<readonly [Bilingual, HTMLElement]>): HTMLElement =>
  element(
    "dl",
    {},
    ...pairs.map(([name, value]) => element("div", {}, element("dt", {}, said(name)), element("dd", {}, value))),
  )

const advised = ({ means, todo }: Advice): HTMLElement =>
  facts([
    [texts.means, said(means)],
    [texts.todo, said(todo)],
  ])

/** What one kind of finding means is said once; its places are listed, the first few in sight. */
export const group = (
  tone: string,
  name: Bilingual,
  code: string,
  advice: Advice | undefined,
  places: ReadonlyArray<HTMLElement>,
  count: number,
): HTMLElement =>
  element(
    "article",
    { class: `finding ${tone}` },
    element("h4", {}, said(name), " ", element("span", { class: "code" }, `${code} × ${count}`)),
    ...(advice === undefined ? [] : [advised(advice)]),
    ...placesListed(places),
  )

const inSight = 5

const moreSaid = (more: number): Bilingual => bilingual(`另有${more}项`, `${more} more`)

const placesListed = (places: ReadonlyArray<HTMLElement>): ReadonlyArray<HTMLElement> => {
  const items = places.map((place) => element("li", {}, place))
  const rest = items.slice(inSight)
  return [
    element("ul", {}, ...items.slice(0, inSight)),
    ...(rest.length === 0
      ? []
      : [element("details", {}, element("summary", {}, said(moreSaid(rest.length))), element("ul", {}, ...rest))]),
  ]
}
