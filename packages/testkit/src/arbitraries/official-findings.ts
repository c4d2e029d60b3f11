/** What officials find, and the waivers they propose. */
import fc from "fast-check"
import { findingIds, type ConditionId, type FindingMade, type WaiverRequest } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"

const exceptionFindings: ReadonlyArray<ConditionId> = [
  "art_5__para_1__point_7#outstandingPerformance",
  "art_5__para_1__point_7#demonstrationEffect",
]

const findingsAsked = findingIds(qinhuangdao2020.conditions)

/** All met; or one not met; or one not judged. The findings that open the exception of art. 5(7) are there or not. */
export const findings: fc.Arbitrary<ReadonlyArray<FindingMade>> = fc
  .tuple(
    fc.boolean(),
    fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, fc.constantFrom(...findingsAsked)),
    fc.boolean(),
  )
  .map(([opensException, exceptional, isJudged]) =>
    findingsAsked
      .filter(
        (condition) =>
          (opensException || !exceptionFindings.includes(condition)) && (isJudged || condition !== exceptional),
      )
      .map((condition) => ({ condition, met: condition !== exceptional, reasons: "示例" })),
  )

export const waivers: fc.Arbitrary<ReadonlyArray<WaiverRequest>> = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  fc.constant([{ condition: "art_5__para_1__point_3#staff" as const, relaxedTo: 8, reasons: "示例" }]),
  fc.constant([{ condition: "art_5__para_1__point_1#totalAssets" as const, relaxedTo: 99_999_999, reasons: "示例" }]),
  fc.constant([{ condition: "art_5__para_1__point_6#principal" as const, reasons: "示例" }]),
)
