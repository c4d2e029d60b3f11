/** The units of a log, searchable by code or name, with the leaves of their records. */
import { isDesignationEvent, parseStream, readEnvelope, type Envelope } from "@shifan/event-store"
import { leavesAt, type Folder } from "@shifan/bundle"
import * as E from "fp-ts/lib/Either.js"

export interface KnownUnit {
  /** Unified social credit code. */
  readonly code: string
  /** Latest name first. */
  readonly names: ReadonlyArray<string>
  readonly platforms: ReadonlyArray<string>
  /** Indices of its records, in log order. */
  readonly leaves: ReadonlyArray<number>
}

export interface UnitCollector {
  /** Takes the events in log order. */
  readonly take: (envelope: Envelope, index: number) => void
  /** Sorted by code. */
  readonly all: () => ReadonlyArray<KnownUnit>
}

interface Draft {
  readonly names: Set<string>
  readonly platforms: Set<string>
  readonly leaves: Array<number>
}

export const unitCollector = (): UnitCollector => {
  const drafts = new Map<string, Draft>()
  return {
    take: (envelope, index) => {
      const name = parseStream(envelope.stream)
      if (name?.aggregate !== "designation") return
      const draft = drafts.get(name.key) ?? { names: new Set(), platforms: new Set(), leaves: [] }
      drafts.set(name.key, draft)
      draft.leaves.push(index)
      if (!isDesignationEvent(envelope)) return
      addNamed(draft.names, envelope.data, ["applicantUnitName", "operatingUnitName"])
      addNamed(draft.platforms, envelope.data, ["platformName"])
    },
    all: () =>
      [...drafts]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([code, { names, platforms, leaves }]) => ({
          code,
          names: [...names].toReversed(),
          platforms: [...platforms].toReversed(),
          leaves,
        })),
  }
}

/** Names occur in an application's form, in a change of particulars, or in the event itself. Data may be malformed. */
const addNamed = (names: Set<string>, data: unknown, fields: ReadonlyArray<string>): void => {
  for (const part of [data, fieldOf(data, "form"), fieldOf(data, "after")])
    for (const field of fields) {
      const name = fieldOf(part, field)
      if (typeof name !== "string" || name === "") continue
      names.delete(name)
      names.add(name)
    }
}

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined

/** Units whose code starts with the text, or whose names contain it. Ignores case and blanks. */
export const unitsMatching = (units: ReadonlyArray<KnownUnit>, text: string): ReadonlyArray<KnownUnit> => {
  const wanted = plain(text)
  return units.filter(
    ({ code, names, platforms }) =>
      plain(code).startsWith(wanted) || [...names, ...platforms].some((name) => plain(name).includes(wanted)),
  )
}

const plain = (text: string): string => text.normalize("NFKC").replaceAll(/\s/g, "").toLowerCase()

/** The records of a unit; `undefined` if the files can no longer be read. */
export const recordsOf = async (
  folder: Folder,
  size: number,
  { leaves }: KnownUnit,
): Promise<ReadonlyArray<Envelope> | undefined> => {
  const found = await leavesAt(folder, size, leaves)
  if (E.isLeft(found)) return undefined
  return found.right.flatMap((leaf) => {
    const envelope = readEnvelope(leaf)
    return E.isRight(envelope) ? [envelope.right] : []
  })
}
