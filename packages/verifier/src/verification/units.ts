/** The units of a log as a reader looks them up: by code or name, and which records are theirs. */
import { isDesignationEvent, parseStream, readEnvelope, type Envelope } from "@shifan/event-store"
import { leavesAt, type Folder } from "@shifan/bundle"
import * as E from "fp-ts/lib/Either.js"

export interface KnownUnit {
  /** Unified social credit code. */
  readonly code: string
  /** The last that was recorded first. */
  readonly names: ReadonlyArray<string>
  readonly platforms: ReadonlyArray<string>
  /** The indices of its records, in the order of the log. */
  readonly leaves: ReadonlyArray<number>
}

export interface UnitCollector {
  /** Takes the events in the order of the log. */
  readonly take: (envelope: Envelope, index: number) => void
  /** In the order of their codes. */
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

/** Names stand in an application's form, in what a change of particulars says, or in the event itself. Data may be malformed. */
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

/** Units whose code begins with the text, or one of whose names has it in it. Case and blanks do not matter. */
export const unitsMatching = (units: ReadonlyArray<KnownUnit>, text: string): ReadonlyArray<KnownUnit> => {
  const wanted = plain(text)
  return units.filter(
    ({ code, names, platforms }) =>
      plain(code).startsWith(wanted) || [...names, ...platforms].some((name) => plain(name).includes(wanted)),
  )
}

const plain = (text: string): string => text.normalize("NFKC").replaceAll(/\s/g, "").toLowerCase()

/** The records of a unit; `undefined` where the files cannot be read any more. */
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
