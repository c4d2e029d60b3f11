/** Civil dates of the years the regulation speaks of, the days on which something turns among them. */
import fc from "fast-check"
import { civilDate, plusDays, type CivilDate } from "@shifan/core"

/** Ends of the call, of the text's validity under both readings, and a leap day. */
const turningDays = ["2020-11-12", "2020-12-20", "2020-12-21", "2022-11-11", "2022-11-12", "2022-11-13", "2024-02-29"]

export const anyDay: fc.Arbitrary<CivilDate> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...turningDays.map(civilDate)) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 2000 }).map((n) => plusDays(civilDate("2020-11-01"), n)) },
)
