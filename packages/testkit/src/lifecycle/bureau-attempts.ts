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

/** A command about the bureau's list or its log's keys; actor and timing may be wrong. */
export interface BureauAttempt<C> {
  readonly context: Context
  readonly command: C
}

const anyActor: fc.Arbitrary<Actor> = fc.oneof(
  { weight: 9, arbitrary: fc.constant(bureau) },
  fc.constantFrom<Actor>(
    { role: "county", code: "130302", officer: "HG-01" },
    { role: "bureau", code: "130200", officer: "TS-01" },
    { role: "auditor", code: "130300", officer: "SJJ-01" },
  ),
)

/** From the regulation's first day to years after its last, mostly forwards. */
const attempts = <C>(command: (on: CivilDate) => fc.Arbitrary<C>): fc.Arbitrary<ReadonlyArray<BureauAttempt<C>>> =>
  fc
    .tuple(fc.constantFrom(asEnacted, prolonged), fc.array(fc.integer({ min: -20, max: 300 }), { maxLength: 14 }))
    .chain(([law, gaps]) => {
      let on = civilDate("2020-11-12")
      const all = gaps.map((days) => {
        on = plusDays(on, days)
        const effectiveOn = on
        return fc.tuple(anyActor, command(effectiveOn)).map(([actor, generated]) => ({
          context: { actor, effectiveOn, recordedOn: effectiveOn, law },
          command: generated,
        }))
      })
      return fc.tuple(...all)
    })

/** Attempts to publish the list; actor and timing may be wrong. */
export const publicationAttempts: fc.Arbitrary<ReadonlyArray<BureauAttempt<PublicationCommand>>> = attempts((on) =>
  fc
    .record(
      {
        asOf: fc.integer({ min: -400, max: 20 }).map((days) => plusDays(on, days)),
        logSize: fc.nat(60),
        rows: fc.nat(9),
        digest: fc.constant(`sha256:${"0".repeat(64)}`),
        medium: fc.constantFrom("市局官方网站", "日报（示例）"),
        units: fc.record({ count: fc.nat(9), root: fc.constant(`sha256:${"0".repeat(64)}`) }),
        verifier: fc.constant(`sha256:${"1".repeat(64)}`),
        policy: fc.constant(`sha256:${"2".repeat(64)}`),
        head: fc.record({
          origin: fc.constant("example.com/log"),
          size: fc.nat(60),
          root: fc.constant(`sha256:${"3".repeat(64)}`),
        }),
      },
      { requiredKeys: ["asOf", "logSize", "rows", "digest", "medium", "units"] },
    )
    .map((data) => ({ type: "PublishRoster", data })),
)

/** Few keys, so that some are tried again after being retired. */
const anyKey = fc.constantFrom("a", "b", "c", "d", "e").map((name) => `${name}.example/log+0000000a+${"A".repeat(44)}`)

/** Attempts to change the log's keys; actor and timing may be wrong. */
export const logKeyAttempts: fc.Arbitrary<ReadonlyArray<BureauAttempt<LogKeyCommand>>> = attempts(() =>
  fc.oneof(
    anyKey.map((key): LogKeyCommand => ({ type: "IntroduceLogKey", data: { key, role: "log" } })),
    anyKey.map((key): LogKeyCommand => ({ type: "RetireLogKey", data: { key } })),
  ),
)
