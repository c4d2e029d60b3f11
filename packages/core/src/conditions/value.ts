/** The numbers of a case: those its forms give, added up or chosen by a reading, and those the text sets. */
import type { ReadingId } from "../law/readings.js"
import type { Level, Quantity } from "./criterion.js"
import type { Evidence } from "./evidence.js"

/** The value, when every part of it is known, and the readings consulted on the way. */
export interface Value {
  readonly value?: number
  readonly readings: ReadonlyArray<ReadingId>
}

export const valueOf = (quantity: Quantity, evidence: Evidence): Value => {
  switch (quantity._tag) {
    case "Figure":
      return valued(evidence.figures[quantity.name], none)
    case "Sum": {
      const parts = quantity.of.map((part) => valueOf(part, evidence))
      const readings = parts.flatMap((part) => part.readings)
      return valued(sumOf(parts), readings)
    }
    case "ByReading": {
      const chosen = quantity.options[evidence.readings[quantity.reading]]
      if (chosen === undefined) return { readings: [quantity.reading] }
      const { value, readings } = valueOf(chosen, evidence)
      return valued(value, [quantity.reading, ...readings])
    }
  }
}

const none: Value["readings"] = []

const valued = (value: number | undefined, readings: Value["readings"]): Value =>
  value === undefined ? { readings } : { value, readings }

/** Of what is known in every part. */
const sumOf = (parts: ReadonlyArray<Value>): number | undefined =>
  parts.reduce<number | undefined>(
    (total, { value }) => (total === undefined || value === undefined ? undefined : total + value),
    0,
  )

/** The number the text sets for this case; nothing when the case lacks the word, or the text a row for it. */
export const levelOf = (level: Level, evidence: Evidence): number | undefined => {
  if (typeof level === "number") return level
  const word = evidence.words[level.word]
  if (word === undefined) return undefined
  const row = Object.hasOwn(level.levels, word) ? level.levels[word] : level.otherwise
  return row === undefined ? undefined : levelOf(row, evidence)
}
