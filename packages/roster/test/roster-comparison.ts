/** Compares the lists of random units as the program projects them with the independent statement of the rules. */
import { civilDate, plusDays, type CivilDate, type Event, type Instant, type Uscc } from "@shifan/core"
import { randomEvents, seededRandom, type SeededRandom } from "@shifan/testkit"
import { rosterUnder, type RosterEntry, type RosterView } from "../src/index.js"
import { envelopesOf } from "./envelopes.js"
import { expectedRoster, type UnitRecords } from "./roster.statement.ts"

const codes = ["91130302MA00010187", "91110108551385082Q", "91350100M000100Y43"] as ReadonlyArray<string>

/** Recording times: on the effective day or up to 29 days later, in the order of the events. */
const recordedLater = (random: SeededRandom, events: ReadonlyArray<Event>): ReadonlyArray<string> => {
  let last = ""
  return events.map(({ effectiveOn }) => {
    const day = random.chance(50) ? effectiveOn : plusDays(effectiveOn, random.below(30))
    const instant = `${day}T0${random.below(9)}:00:00.000Z`
    last = instant > last ? instant : last
    return last
  })
}

const lineOf = (entry: RosterEntry): string =>
  [
    entry.certifiedOn,
    entry.uscc,
    entry.operatingUnitName,
    entry.platformName,
    entry.countyOrDistrict,
    entry.certificateNumber,
    entry.lastConfirmedOn,
    entry.plaqueAwardedOn,
    entry.validUntil,
  ].join(" | ")

/** A day on which something happened or a term ended, or a neighbouring day. */
const dayOf = (random: SeededRandom, events: ReadonlyArray<Event>): CivilDate => {
  const marks = events.flatMap((event): ReadonlyArray<CivilDate> => {
    const { validUntil } = event.data as { readonly validUntil?: CivilDate | null }
    return validUntil == null ? [event.effectiveOn] : [event.effectiveOn, validUntil, validUntil]
  })
  return marks.length === 0 ? civilDate("2021-01-01") : plusDays(random.oneOf(marks), random.between(-1, 1))
}

/** A random view, limited by a day, by an instant, by both or by neither. */
const viewOf = (random: SeededRandom, units: ReadonlyArray<UnitRecords>): RosterView => {
  const records = units.flatMap((unit) => unit.records)
  const events = records.map(({ event }) => event)
  const instants = records.map(({ recordedAt }) => recordedAt as Instant)
  return {
    ...(random.chance(60) ? { asOf: dayOf(random, events) } : {}),
    ...(random.chance(50) && instants.length > 0 ? { knownAt: random.oneOf(instants) } : {}),
  }
}

const kindOf = (lines: number, asOf: boolean, knownAt: boolean): string =>
  `${lines} of ${codes.length}${asOf ? ", as of a day" : ""}${knownAt ? ", known at an instant" : ""}`

/** A run must meet every kind at least once; otherwise it compares less than it claims. */
export const kindsOfList: ReadonlyArray<string> = [0, 1, 2, 3].flatMap((lines) =>
  [true, false].flatMap((asOf) => [true, false].map((knownAt) => kindOf(lines, asOf, knownAt))),
)

/** Compares `lists` random lists and returns the first that differs; `undefined` if none does. */
export const firstDifferentList = (seed: number, lists: number, counts: Map<string, number>) => {
  for (let i = 0; i < lists; i++) {
    const random = seededRandom(seed + i)
    const units = codes.map((uscc): UnitRecords => {
      const events = randomEvents(random, uscc as Uscc, random.between(0, 12))
      const recorded = recordedLater(random, events)
      return { uscc, records: events.map((event, j) => ({ event, recordedAt: recorded[j] ?? "" })) }
    })
    const view = viewOf(random, units)
    const day = dayOf(
      random,
      units.flatMap(({ records: told }) => told.map(({ event }) => event)),
    )
    const on = view.asOf !== undefined && random.chance(50) ? undefined : day
    const roster = rosterUnder(view)
    for (const { uscc, records: told } of units) {
      const envelopes = envelopesOf(
        told.map(({ event }) => event),
        uscc,
      )
      envelopes.forEach((envelope, j) => roster.apply({ ...envelope, recordedAt: told[j]?.recordedAt ?? "" }))
    }
    const found = roster.list(on).map(lineOf)
    const expected = expectedRoster(units, view, on ?? view.asOf ?? day)
    const kind = kindOf(expected.length, view.asOf !== undefined, view.knownAt !== undefined)
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    if (found.join("\n") !== expected.join("\n"))
      return {
        seed: seed + i,
        view,
        on,
        found,
        said: expected,
        units: units.map(({ records: told }) =>
          told.map(({ event, recordedAt }) => `${event.effectiveOn} ${event.type} (${recordedAt})`),
        ),
      }
  }
  return undefined
}
