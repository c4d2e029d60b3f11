/** Lists the known instruments in the answer to a command that names an unknown one. */
import { check, type Contradiction } from "../../forms/check.js"
import type { Context } from "../../kernel/context.js"
import { bilingual, type Bilingual } from "../../law/bilingual.js"
import type { InstrumentCommandData, InstrumentCommandType, InstrumentState } from "./events.js"

export const oneOfThese = (known: ReadonlyArray<string>): Bilingual =>
  bilingual(`下列之一：${known.join("、")}`, `one of ${known.join(", ")}`)

export const isKnown = (
  act: InstrumentCommandType,
  { law }: Context,
  { slug, regulation }: InstrumentState,
): Contradiction | undefined => {
  const known = law.instruments.map((instrument) => instrument.slug)
  return check(
    act === "Enact" || regulation !== null || known.length === 0,
    "slug",
    oneOfThese(known),
    slug,
    bilingual(
      `没有代号为“${slug}”的办法，现有：${known.join("、")}`,
      `there is no instrument ${slug}; known: ${known.join(", ")}`,
    ),
  )
}

/**
 * A text is superseded by another one that still stands then. If none is enacted, the successor may be enacted later, under
 * the slug named here.
 */
export const isSuccessor = (
  { by, from }: InstrumentCommandData["Supersede"],
  { context: { law }, state: { slug } }: { readonly context: Context; readonly state: InstrumentState },
): Contradiction | undefined => {
  const others = law.instruments.filter((one) => one.slug !== slug && one.regulation !== null)
  const standing = others.filter(({ endedFrom }) => endedFrom === null || from < endedFrom).map((one) => one.slug)
  return standing.length > 0
    ? check(standing.includes(by), "by", oneOfThese(standing), by)
    : check(
        by !== slug && others.every((one) => one.slug !== by),
        "by",
        bilingual("另一办法的代号", "another instrument"),
        by,
      )
}
