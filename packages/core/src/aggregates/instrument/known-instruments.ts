/** Lists the known instruments in the answer to a command that names an unknown one. */
import { check, type Contradiction } from "../../forms/check.js"
import type { Context } from "../../kernel/context.js"
import { bilingual, type Bilingual } from "../../law/bilingual.js"
import type { InstrumentCommandType, InstrumentState } from "./events.js"

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
