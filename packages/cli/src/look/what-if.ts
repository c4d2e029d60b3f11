/** Art. 16: history decided again as if the text had been read, written or prolonged otherwise. */
import * as E from "fp-ts/lib/Either.js"
import { whatIf, type FlipAt, type Hypothesis, type TurnedCondition } from "@shifan/audit"
import {
  bilingual,
  describe,
  eventNames,
  explain,
  findRegulation,
  isOptionOf,
  isReadingId,
  readingDefinitions,
  readingIds,
  verdictNames,
  type Library,
  type Regulation,
} from "@shifan/core"
import { parseStream } from "@shifan/event-store"
import { storeFailure } from "../failures.js"
import { inSession } from "../session.js"
import { notFound, usage, type Failure, type Output } from "../result.js"
import { progress } from "../progress.js"
import { paint, say, type CommandContext } from "../command-context.js"

export interface WhatIfFlags {
  readonly reading: ReadonlyArray<string>
  readonly regulation?: string
  readonly instrumentVersion?: string
}

export const auditWhatIf = (context: CommandContext, flags: WhatIfFlags): Promise<E.Either<Failure, Output>> =>
  inSession(context, { readOnly: true }, async ({ store, library, regulation }) => {
    const hypothesis = hypothesisOf(flags, library)
    if (E.isLeft(hypothesis)) return hypothesis
    const shown = progress(context, () => performance.now())
    let count = 0
    const found = await whatIf(store.readAll(), {
      library,
      hypothesis: hypothesis.right,
      each: () => shown.at(++count),
    })
    shown.done()
    if (E.isLeft(found)) return E.left(storeFailure(found.left))
    const { decisions, events, flips } = found.right
    const supposed = hypothesis.right.regulation ?? regulation
    const total = bilingual(
      `${decisions}项决定重新裁决，${flips.length}项结果不同`,
      `${decisions} decisions taken again, ${flips.length} would have come out otherwise`,
    )
    return E.right({
      json: { events, decisions, hypothesis: { ...flags }, flips },
      text: [...flips.flatMap((flip) => flipLines(context, supposed, flip)), say(context, total)].join("\n"),
    })
  })

const hypothesisOf = (
  { reading, regulation, instrumentVersion }: WhatIfFlags,
  library: Library,
): E.Either<Failure, Hypothesis> => {
  if (reading.length === 0 && regulation === undefined && instrumentVersion === undefined)
    return E.left(
      usage(
        "须给出--reading、--regulation或--instrument-version",
        "--reading, --regulation or --instrument-version is wanted",
      ),
    )
  const pairs = reading.map((text) => text.split("="))
  const wrong = pairs.find(([id = "", option = ""]) => !isReadingId(id) || !isOptionOf(id, option))
  if (wrong !== undefined) return E.left(unknownReading(wrong[0] ?? "", wrong.join("=")))
  if (instrumentVersion !== undefined && !/^[1-9]\d*$/.test(instrumentVersion))
    return E.left(
      usage(
        `--instrument-version应为正整数：${instrumentVersion}`,
        `--instrument-version wants a positive integer, got ${instrumentVersion}`,
      ),
    )
  const [id = "", encoding] = regulation?.split("@") ?? []
  const text = findRegulation(library, id, encoding === undefined ? undefined : Number(encoding))
  if (regulation !== undefined && text === undefined)
    return E.left(
      notFound(
        `没有这一文本：${regulation}（现有${library.map((one) => one.id).join("、")}）`,
        `no such text: ${regulation} (there is ${library.map((one) => one.id).join(", ")})`,
      ),
    )
  return E.right({
    ...(pairs.length === 0 ? {} : { readings: Object.fromEntries(pairs) }),
    ...(text === undefined ? {} : { regulation: text }),
    ...(instrumentVersion === undefined ? {} : { version: Number(instrumentVersion) }),
  })
}

const unknownReading = (id: string, given: string): Failure => {
  const known = isReadingId(id) ? readingDefinitions[id].options.map((option) => `${id}=${option}`) : readingIds
  return usage(
    `没有这一解读：${given}`,
    `no such reading: ${given}`,
    bilingual(`可选：${known.join("、")}`, `there is ${known.join(", ")}`),
  )
}

const flipLines = (context: CommandContext, regulation: Regulation, flip: FlipAt): ReadonlyArray<string> => {
  const name = parseStream(flip.stream)
  const unit = name?.aggregate === "designation" ? name.key : flip.stream
  const decided = eventNames[flip.decided]
  const comes = bilingual(
    flip.refusals.length === 0 ? "仍会作出，但结论不同" : "不会作出",
    flip.refusals.length === 0 ? "would stand on another result" : "would have been refused",
  )
  return [
    `#${flip.index}  ${flip.effectiveOn}  ${unit}@${flip.revision}  ${paint(context, "bold", say(context, decided))} ${paint(context, "yellow", say(context, comes))}`,
    ...flip.turned.map(
      (turned) => `    ${paint(context, "yellow", "≠")} ${say(context, turnedText(regulation, turned))}`,
    ),
    ...flip.refusals.flatMap((refusal) =>
      refusal.code === "ConditionsNotMet"
        ? []
        : [`    ${paint(context, "red", "✗")} ${say(context, explain(refusal, regulation).sentence)}`],
    ),
  ]
}

const turnedText = (regulation: Regulation, { condition, was, wouldBe }: TurnedCondition) => {
  const none = bilingual("不作要求", "not asked")
  const [name, before, after] = [
    describe(regulation, condition),
    was === null ? none : verdictNames[was],
    wouldBe === null ? none : verdictNames[wouldBe],
  ]
  return bilingual(
    `${name.zh}：由“${before.zh}”变为“${after.zh}”`,
    `${name.en}: ${before.en}, and would be ${after.en}`,
  )
}
