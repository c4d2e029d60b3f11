/** `audit what-if`: repeats history's decisions under other readings, another regulation, or another version (art. 16). */
import * as E from "fp-ts/lib/Either.js"
import { whatIf, type FlipAt, type Hypothesis, type TurnedCondition } from "@shifan/audit"
import { bilingual, findRegulation, type Bilingual, type Library, type Regulation } from "@shifan/core"
import { isOptionOf, isReadingId, readingOptions, readingIds } from "@shifan/core/law"
import { describe, eventName, explain, verdictNames } from "@shifan/core/messages"
import { parseStream } from "@shifan/event-store"
import { paint, say, type CommandContext } from "../command-context.js"
import { storeFailure } from "../failures.js"
import { progressLine } from "../progress.js"
import { notFound, usage, type Failure, type Output } from "../result.js"
import { inSession } from "../store/session.js"

export interface WhatIfOptions {
  /** Each as `ID=OPTION`. */
  readonly reading: ReadonlyArray<string>
  /** `ID` or `ID@ENCODING`. */
  readonly regulation?: string
  readonly instrumentVersion?: string
}

export const auditWhatIf = (context: CommandContext, options: WhatIfOptions): Promise<E.Either<Failure, Output>> =>
  inSession(context, { readOnly: true }, async ({ store, library, regulation }) => {
    const hypothesis = parseHypothesis(options, library)
    if (E.isLeft(hypothesis)) return hypothesis
    const progress = progressLine(context)
    let count = 0
    const outcome = await whatIf(store.readAll(), {
      library,
      hypothesis: hypothesis.right,
      each: () => progress.at(++count),
    })
    progress.done()
    if (E.isLeft(outcome)) return E.left(storeFailure(outcome.left))
    const { decisions, events, flips } = outcome.right
    const supposed = hypothesis.right.regulation ?? regulation
    const summary = bilingual(
      `${decisions}项决定重新裁决，${flips.length}项结果不同`,
      `${decisions} decisions taken again, ${flips.length} would have come out differently`,
    )
    return E.right({
      json: { events, decisions, hypothesis: { ...options }, flips },
      text: [...flips.flatMap((flip) => flipLines(context, supposed, flip)), say(context, summary)].join("\n"),
    })
  })

const parseHypothesis = (
  { reading, regulation, instrumentVersion }: WhatIfOptions,
  library: Library,
): E.Either<Failure, Hypothesis> => {
  if (reading.length === 0 && regulation === undefined && instrumentVersion === undefined)
    return E.left(
      usage(
        "须给出--reading、--regulation或--instrument-version",
        "--reading, --regulation or --instrument-version is needed",
      ),
    )
  const readings = parseReadings(reading)
  if (E.isLeft(readings)) return readings
  if (instrumentVersion !== undefined && !/^[1-9]\d*$/.test(instrumentVersion))
    return E.left(
      usage(
        `--instrument-version应为正整数：${instrumentVersion}`,
        `--instrument-version needs a positive integer, got ${instrumentVersion}`,
      ),
    )
  const text = parseRegulation(regulation, library)
  if (E.isLeft(text)) return text
  return E.right({
    ...(reading.length === 0 ? {} : { readings: readings.right }),
    ...(text.right === undefined ? {} : { regulation: text.right }),
    ...(instrumentVersion === undefined ? {} : { version: Number(instrumentVersion) }),
  })
}

const parseReadings = (texts: ReadonlyArray<string>): E.Either<Failure, Readonly<Record<string, string>>> => {
  const pairs = texts.map((text) => text.split("="))
  const unknown = pairs.find(([id = "", option = ""]) => !isReadingId(id) || !isOptionOf(id, option))
  return unknown === undefined
    ? E.right(Object.fromEntries(pairs))
    : E.left(unknownReading(unknown[0] ?? "", unknown.join("=")))
}

const unknownReading = (id: string, text: string): Failure => {
  const known = isReadingId(id) ? readingOptions[id].map((option) => `${id}=${option}`) : readingIds
  return usage(
    `没有这一解读：${text}`,
    `no such reading: ${text}`,
    bilingual(`可选：${known.join("、")}`, `known: ${known.join(", ")}`),
  )
}

const parseRegulation = (text: string | undefined, library: Library): E.Either<Failure, Regulation | undefined> => {
  if (text === undefined) return E.right(undefined)
  const [id = "", encoding] = text.split("@")
  const regulation = findRegulation(library, id, encoding === undefined ? undefined : Number(encoding))
  if (regulation !== undefined) return E.right(regulation)
  const ids = library.map((known) => known.id)
  return E.left(
    notFound(`没有这一文本：${text}（现有${ids.join("、")}）`, `no such text: ${text} (known: ${ids.join(", ")})`),
  )
}

const flipLines = (context: CommandContext, regulation: Regulation, flip: FlipAt): ReadonlyArray<string> => {
  const { index, effectiveOn, stream, revision, turned, refusals } = flip
  const name = parseStream(stream)
  const subject = name?.aggregate === "designation" ? name.key : stream
  const decided = paint(context, "bold", say(context, eventName(flip.decided, regulation)))
  const consequence =
    refusals.length === 0
      ? bilingual("仍会作出，但结论不同", "would rest on another result")
      : bilingual("不会作出", "would have been refused")
  // Unmet conditions are already listed as changed verdicts.
  const others = refusals.filter(({ code }) => code !== "ConditionsNotMet")
  return [
    `#${index}  ${effectiveOn}  ${subject}@${revision}  ${decided} ${paint(context, "yellow", say(context, consequence))}`,
    ...turned.map((verdict) => `    ${paint(context, "yellow", "≠")} ${say(context, turnedText(regulation, verdict))}`),
    ...others.map(
      (refusal) => `    ${paint(context, "red", "✗")} ${say(context, explain(refusal, regulation).sentence)}`,
    ),
  ]
}

const notAsked = bilingual("不作要求", "not required")

const turnedText = (regulation: Regulation, { condition, was, wouldBe }: TurnedCondition): Bilingual => {
  const name = describe(regulation, condition)
  const before = was === null ? notAsked : verdictNames[was]
  const after = wouldBe === null ? notAsked : verdictNames[wouldBe]
  return bilingual(`${name.zh}：由“${before.zh}”变为“${after.zh}”`, `${name.en}: ${before.en}, would be ${after.en}`)
}
