/** Answers an unknown name with the known ones: all of them if few, otherwise the most similar. */
import { bilingual, type Bilingual } from "@shifan/core"
import { nearestNames } from "@shifan/core/forms"
import { notFound, type Failure } from "./result.js"

const mostListed = 12
const mostAlike = 3

/** `undefined` if there are no names. */
export const namesThereAre = (name: string, known: ReadonlyArray<string>): Bilingual | undefined => {
  if (known.length === 0) return undefined
  if (known.length <= mostListed) return bilingual(`现有：${known.join("、")}`, `known: ${known.join(", ")}`)
  const alike = nearestNames(name, known).slice(0, mostAlike)
  return bilingual(
    `共${known.length}个，相近的有：${alike.join("、")}`,
    `${known.length} are known, the closest: ${alike.join(", ")}`,
  )
}

/** Not found, exit 6, with the known names. */
export const noSuchName = (zh: string, en: string, name: string, known: ReadonlyArray<string>): Failure => {
  const hint = namesThereAre(name, known)
  return { ...notFound(zh, en), ...(hint === undefined ? {} : { hint }), figures: { name, known } }
}
