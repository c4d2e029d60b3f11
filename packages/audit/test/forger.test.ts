import { readFileSync } from "node:fs"
import { join } from "node:path"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { civilDate, instantAt } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import { isUuid, type Envelope, type StoredEvent } from "@shifan/event-store"
import { forge, type Alteration, type Change } from "@shifan/testkit/forger"
import { replay, type LogFaultCode, type LogObservation } from "../src/index.js"
import { envelopeOf, eventsOf } from "./forged-history.js"
import {
  alterationsIn,
  faultsIn,
  fieldOf,
  forgedIn,
  histories,
  specimens,
  typedAlterationsIn,
  withMapsAnew,
  type Specimen,
} from "./forgeries.js"
import { wholeForgeries } from "./unknowable.js"
import { library } from "./recorded-history.js"

const [demo = [], early = []] = histories

const document = readFileSync(join(import.meta.dirname, "../../../docs/audit.md"), "utf8")

/** Whether `docs/audit.md` lists this as undetectable. */
const isListed = (type: string, field: string): boolean =>
  document
    .split("\n")
    .filter((line) => line.startsWith(`| \`${field}\` |`))
    .some((line) => line.includes("| every event") !== line.includes(`\`${type}\``))

/** A command of two events is decided as a whole. */
const startOfCommand = ({ history, index }: Specimen): number => {
  const [before, event] = [history[index - 1], history[index]]
  const isSecond =
    before !== undefined && event !== undefined && envelopeOf(before).commandId === envelopeOf(event).commandId
  return isSecond ? index - 1 : index
}

describe("art_16__para_1: a forger who holds every key and changes one field of one event", () => {
  it("has an event of every type to change, in histories without faults", async () => {
    const types = Object.values(aggregates).flatMap(({ eventTypes }): ReadonlyArray<string> => eventTypes)
    expect([...new Set(specimens.map(({ type }) => type))].toSorted()).toEqual(types.toSorted())
    for (const { history } of specimens) expect(await faultsIn(history)).toEqual([])
  })

  it("replaces every id with another UUID, also in events that have none", () => {
    for (const specimen of specimens)
      for (const field of ["causationId", "commandId", "correlationId"] as const) {
        const others = alterationsIn(specimen).filter(({ path }) => path === field)
        expect(others.some(({ value }) => isUuid(Object(value)[field]))).toBe(true)
      }
  })

  it("writes the same history when nothing was changed", () => {
    for (const history of histories) expect(forge(history, (envelope) => envelope)).toEqual(history)
  })

  // forger.long.test.ts tries every alteration of every specimen.
  test.prop([fc.constantFrom(...specimens), fc.constantFrom(alterationsIn, typedAlterationsIn), fc.nat()], {
    numRuns: 50,
  })(
    "is found out at the changed command or later, or docs/audit.md says that nobody can know",
    async (specimen, alterationsOfKind, which) => {
      const alterations = alterationsOfKind(specimen)
      const alteration = alterations[which % alterations.length]
      const history = alteration && forgedIn(specimen, alteration)
      if (alteration === undefined || history === undefined) return
      const [fault] = await faultsIn(history)
      const what = `${specimen.type} ${alteration.path} ${alteration.how}`
      if (fault === undefined) expect([what, isListed(specimen.type, fieldOf(alteration))]).toEqual([what, true])
      else expect(fault.place.index).toBeGreaterThanOrEqual(startOfCommand(specimen))
    },
  )

  const anyPlaces = fc.array(fc.tuple(fc.nat(), fc.constantFrom(alterationsIn, typedAlterationsIn), fc.nat()), {
    minLength: 2,
    maxLength: 3,
  })

  /** The list is made from the first event of each type; another seed may find a field that only a later one has. */
  const seed = Number(process.env["SHIFAN_SEED"] ?? 20201112)

  test.prop([fc.constantFrom(...histories), anyPlaces], { numRuns: 60, seed })(
    "is found out in two or three events at once, unless nobody can know of any of them",
    async (history, places) => {
      const altered = new Map<number, Alteration>()
      for (const [place, alterationsOfKind, which] of places) {
        const index = place % history.length
        const all = alterationsOfKind({ type: eventIn(history, index).type, history, index })
        const alteration = all[which % all.length]
        if (alteration !== undefined) altered.set(index, alteration)
      }
      const forged = forgedAt(history, altered)
      if (forged === undefined || (await faultsIn(forged)).length > 0) return
      for (const [index, alteration] of altered) {
        const { type } = eventIn(history, index)
        // The forger's last step computes the map of all units anew.
        const isMap = type === "RosterPublished" && alteration.path.startsWith("data.units")
        const what = `${type} ${alteration.path} ${alteration.how}`
        expect([what, isMap || isListed(type, fieldOf(alteration))]).toEqual([what, true])
      }
    },
  )

  it.each(wholeForgeries)("is not found out, as docs/audit.md says: $what", async ({ what, change, order }) => {
    expect(await faultsIn(withMapsAnew(forge(order?.(demo) ?? demo, change)))).toEqual([])
    expect(document).toContain(`| ${what} |`)
  })
})

/** With the maps of all units computed anew; `undefined` if the result cannot be encoded as leaves. */
const forgedAt = (
  history: ReadonlyArray<StoredEvent>,
  altered: ReadonlyMap<number, Alteration>,
): ReadonlyArray<StoredEvent> | undefined => {
  try {
    return withMapsAnew(forge(history, (envelope, i) => (altered.get(i)?.value ?? envelope) as Envelope))
  } catch {
    return undefined
  }
}

const eventIn = (history: ReadonlyArray<StoredEvent>, index: number): StoredEvent => {
  const event = history[index]
  if (event === undefined) throw new Error(`no event ${index}`)
  return event
}

const indexOf = (type: string, history: ReadonlyArray<StoredEvent> = demo): number =>
  history.findIndex((event) => event.type === type)

/** The first fault in a history with changed events, with its place. */
const firstFault = async (change: Change, history: ReadonlyArray<StoredEvent> = demo) => {
  const [fault] = await faultsIn(withMapsAnew(forge(history, change)))
  return fault && { code: fault.code, index: fault.place.index }
}

const at =
  (index: number, change: Partial<Envelope> | ((envelope: Envelope) => Partial<Envelope>)): Change =>
  (envelope, i) =>
    i === index ? { ...envelope, ...(typeof change === "function" ? change(envelope) : change) } : envelope

const withData =
  (change: Readonly<Record<string, unknown>>) =>
  ({ data }: Envelope): Partial<Envelope> => ({ data: { ...Object(data), ...change } })

const shifted = (instant: string, by: number): string => instantAt(Date.parse(instant) + by)

const freshId = "0190163d-8694-7000-8000-00000000aaaa"

describe("art_16__para_1: a stream of another bureau", () => {
  const foreign = (stream: string): string => stream.replace("-130300", "-130200")

  it.each<readonly [string, LogFaultCode, (envelope: Envelope) => boolean]>([
    ["one act of a unit", "Undecidable", ({ type }) => type === "SpotChecked"],
    ["a whole unit", "Undecidable", ({ stream }) => stream.endsWith("91130302MA00010187")],
    ["a call", "Undecidable", ({ stream }) => stream === "call-130300-2020"],
    ["a list", "Undecidable", ({ type }) => type === "RosterPublished"],
    ["the keys", "Undecidable", ({ stream }) => stream.startsWith("log-")],
    ["the instrument", "OtherBureau", ({ stream }) => stream.startsWith("instrument-")],
  ])("is found out at the leaf that moved %s there: %s", async (_, code, isMoved) => {
    const index = demo.findIndex((event) => isMoved(envelopeOf(event)))
    const move: Change = (envelope) =>
      isMoved(envelope) ? { ...envelope, stream: foreign(envelope.stream) } : envelope
    expect(await firstFault(move)).toEqual({ code, index })
  })

  it("is found out when it imports a unit that was declined", async () => {
    const imported = indexOf("TitleImported", early)
    const stream = foreign(eventIn(early, indexOf("CertificationDeclined", early)).stream)
    const again: Change = (envelope, i) =>
      i === imported ? [envelope, { ...envelope, stream, commandId: freshId, correlationId: freshId }] : envelope
    expect(await firstFault(again, early)).toEqual({ code: "Undecidable", index: imported + 1 })
  })

  it("cannot be the legal basis of a decision of this bureau", async () => {
    const index = indexOf("PlaqueAwarded")
    const foreignBasis = at(index, ({ basis }) => ({
      basis: basis.map((one) => ({ ...one, stream: foreign(one.stream) })),
    }))
    expect(await firstFault(foreignBasis)).toEqual({ code: "UnknownLaw", index })
  })
})

describe("art_18__para_1: a decision under outdated or altered law", () => {
  const repeal = indexOf("Repealed", early)

  /** Records the act before the repeal `by` milliseconds after it, but under the law before it. */
  const overtaken = async (by: number) => {
    const [act, repealed] = [eventIn(early, repeal - 1), eventIn(early, repeal)]
    const { basis } = envelopeOf(act)
    const changedAt = envelopeOf(repealed).recordedAt
    const order = [...early.slice(0, repeal - 1), repealed, act]
    const observations: Array<LogObservation> = []
    const history = forge(order, at(repeal, { recordedAt: shifted(changedAt, by), basis: [...basis] }))
    const { faults } = await replay(eventsOf(history), { library, observe: (one) => observations.push(one) })
    return { faults, observations, changedAt }
  }

  it.each([0, 1, 30_000])(
    "is only observed, as a race of two writers, %i milliseconds after the change",
    async (by) => {
      const { faults, observations, changedAt } = await overtaken(by)
      expect(faults).toEqual([])
      expect(observations).toEqual([
        { code: "OvertakenLaw", at: expect.objectContaining({ index: repeal }), changedAt },
      ])
    },
  )

  it.each([30_001, 86_400_000])("is a fault %i milliseconds after the change", async (by) => {
    const { faults, observations } = await overtaken(by)
    expect(faults).toMatchObject([{ code: "OutdatedLaw", place: { index: repeal } }])
    expect(observations).toEqual([])
  })

  it.each<readonly [string, Readonly<Record<string, unknown>>]>([
    ["a validity of fifty years", { validityYears: 50 }],
    ["another number", { documentNumber: "秦民经合〔2020〕9号" }],
    ["another first day", { effectiveFrom: civilDate("2020-11-11") }],
  ])("is found out at the enactment when the law was altered to have %s", async (_, change) => {
    expect(await firstFault(at(0, withData(change)))).toEqual({ code: "Undecidable", index: 0 })
  })

  it("is found out after an extension was removed", async () => {
    const extension = indexOf("Extended")
    const found = await firstFault((envelope, i) => (i === extension ? [] : envelope))
    // The event whose law is missing comes next: the call of that year.
    expect(found).toEqual({ code: "Undecidable", index: extension })
  })

  it("is found out at an extension or interpretation that was altered to apply earlier", async () => {
    const extension = indexOf("Extended")
    expect(await firstFault(at(extension, withData({ from: civilDate("2022-11-13") })))).toEqual({
      code: "Undecidable",
      index: extension,
    })
    const interpretation = indexOf("InterpretationIssued", early)
    const earlier = at(interpretation, withData({ appliesFrom: civilDate("2020-11-12") }))
    expect(await firstFault(earlier, early)).toEqual({ code: "Undecidable", index: interpretation })
  })
})

describe("art_16__para_1: the time of a record", () => {
  // Placed after another event of the same day.
  const index = indexOf("PlaqueAwarded") + 1
  const before = envelopeOf(eventIn(demo, index - 1)).recordedAt

  it.each([
    [0, undefined],
    [-1, { code: "RecordedBack", index }],
    [-400 * 86_400_000, { code: "RecordedBack", index }],
  ])("may equal the time of the previous leaf but not precede it: %i milliseconds", async (by, found) => {
    expect(await firstFault(at(index, { recordedAt: shifted(before, by) }))).toEqual(found)
  })

  it("must not be before the day on which the act took effect", async () => {
    const { effectiveOn } = envelopeOf(eventIn(demo, 0))
    expect(
      await firstFault(at(0, { recordedAt: shifted(`${effectiveOn}T00:00:00.000Z`, -8 * 3_600_000 - 1) })),
    ).toEqual({
      code: "Undecidable",
      index: 0,
    })
  })

  it("must be the same for all events of a command", async () => {
    const second = demo.findIndex(({ type }, i) => type === "Revoked" && demo[i - 1]?.type === "Reviewed")
    const later = at(second, ({ recordedAt }) => ({ recordedAt: shifted(recordedAt, 1) }))
    expect(await firstFault(later)).toEqual({ code: "DecidedOtherwise", index: second })
  })
})

describe("art_16__para_1: the ids of an event", () => {
  const [one, other] = [indexOf("Applied"), indexOf("Applied") + 1]
  const { commandId } = envelopeOf(eventIn(demo, one))

  it("must not repeat those of another command in the log, in any stream", async () => {
    expect(await firstFault(at(other, { commandId, correlationId: commandId }))).toEqual({
      code: "Repeated",
      index: other,
    })
  })

  it.each<readonly [string, Partial<Envelope>, LogFaultCode]>([
    ["commandId", { commandId: commandId.toUpperCase(), id: eventIn(demo, other).id }, "WrongId"],
    ["id", { id: commandId }, "WrongId"],
    ["correlationId", { correlationId: "张三的申请" }, "Malformed"],
    ["correlationId", { correlationId: commandId.toUpperCase() }, "Malformed"],
    ["causationId", { causationId: "13800138000" }, "Malformed"],
    [
      "officer",
      { actor: { role: "unit", code: eventIn(demo, other).stream.slice(-18), officer: "张三" } },
      "Malformed",
    ],
    [
      "officer",
      { actor: { role: "unit", code: eventIn(demo, other).stream.slice(-18), officer: "13800138000" } },
      "Malformed",
    ],
  ])("must be UUIDs, and its officer a pseudonym: %s %j", async (_, change, code) => {
    expect(await firstFault(at(other, change))).toEqual({ code, index: other })
  })

  it.each(["sj-01", "ЅJ-01", "SJ-01 ", "0335-3601234"])(
    "do not include %j as an authority's officer",
    async (officer) => {
      const index = indexOf("PlaqueAwarded")
      const renamed = at(index, ({ actor }) => ({ actor: { ...actor, officer } }))
      expect(await firstFault(renamed)).toEqual({ code: "Malformed", index })
    },
  )
})
