/** What is tried with a bureau's list and with its log's keys, competent or not, in time or not. */
import fc from "fast-check"
import {
  civilDate,
  plusDays,
  type Actor,
  type CivilDate,
  type Context,
  type LogKeyCommand,
  type PublicationCommand,
} from "@shifan/core"
import { asEnacted, bureau, prolonged } from "./applicable-law.js"

export interface BureauAttempt<C> {
  readonly context: Context
  readonly command: C
}

const actor: fc.Arbitrary<Actor> = fc.oneof(
  { weight: 9, arbitrary: fc.constant(bureau) },
  fc.constantFrom<Actor>(
    { role: "county", code: "130302", officer: "HG-01" },
    { role: "bureau", code: "130200", officer: "TS-01" },
    { role: "auditor", code: "130300", officer: "SJJ-01" },
  ),
)

/** From the text's first day to years after its last, mostly onwards. */
const tries = <C>(command: (on: CivilDate) => fc.Arbitrary<C>): fc.Arbitrary<ReadonlyArray<BureauAttempt<C>>> =>
  fc
    .tuple(fc.constantFrom(asEnacted, prolonged), fc.array(fc.integer({ min: -20, max: 300 }), { maxLength: 14 }))
    .chain(([law, gaps]) => {
      let on = civilDate("2020-11-12")
      const all = gaps.map((days) => {
        on = plusDays(on, days)
        const effectiveOn = on
        return fc.tuple(actor, command(effectiveOn)).map(([by, given]) => ({
          context: { actor: by, effectiveOn, law },
          command: given,
        }))
      })
      return fc.tuple(...all)
    })

export const publicationAttempts: fc.Arbitrary<ReadonlyArray<BureauAttempt<PublicationCommand>>> = tries((on) =>
  fc
    .record({
      asOf: fc.integer({ min: -400, max: 20 }).map((days) => plusDays(on, days)),
      logSize: fc.nat(60),
      rows: fc.nat(9),
      digest: fc.constant(`sha256:${"0".repeat(64)}`),
      medium: fc.constantFrom("市局官方网站", "日报（示例）"),
    })
    .map((data) => ({ type: "PublishRoster", data })),
)

/** Five keys, so that one comes back. */
const key = fc.constantFrom("a", "b", "c", "d", "e").map((name) => `${name}.example/log+0000000a+${"A".repeat(44)}`)

export const logKeyAttempts: fc.Arbitrary<ReadonlyArray<BureauAttempt<LogKeyCommand>>> = tries(() =>
  fc.oneof(
    key.map((one): LogKeyCommand => ({ type: "IntroduceLogKey", data: { key: one, role: "log" } })),
    key.map((one): LogKeyCommand => ({ type: "RetireLogKey", data: { key: one } })),
  ),
)
