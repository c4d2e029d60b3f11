import type { CivilDate } from "@shifan/core"
import { isDesignationEvent, streamNames, type Envelope } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import { bundleVersion, canonicalBytes, messageOf, proofPath } from "./format.js"

/** A row of the public list. Its other fields are the roster's business and go into the bundle as they are. */
export interface RosterRow {
  readonly uscc: string
}

/** The list as of a day, built from events in the order of the log: `rosterUnder` of `@shifan/roster`, which is passed in. */
export type RosterUnder = (view: { readonly asOf: CivilDate }) => {
  readonly apply: (envelope: Envelope) => void
  readonly list: () => ReadonlyArray<RosterRow>
}

/** The leaf that granted a title. */
export interface TitleLeaf {
  readonly index: number
  readonly hash: Uint8Array
}

export interface RosterLine {
  readonly row: RosterRow
  /** `undefined`: no leaf grants it, so the roster was made from another log. */
  readonly title: TitleLeaf | undefined
  /** Path of the proof that the leaf is in the log. */
  readonly proof: string
}

export interface ProjectedLeaf extends TitleLeaf {
  readonly leaf: Uint8Array
  readonly envelope: Envelope
}

/** What a bundle states beside its leaves. It grows with the units and the instrument's events, not with the log. */
export interface Projection {
  /** `false`: the event's data do not have the shape of its type, and the projection is no longer to be relied on. */
  readonly apply: (leaf: ProjectedLeaf) => boolean
  /** Rows of the roster, each with the leaf that grants its title. `Left`: why malformed data give none, in English. */
  readonly lines: () => E.Either<string, ReadonlyArray<RosterLine>>
  /** `instrument.json`: the events of the instrument, from a log of `size` leaves. */
  readonly instrument: (size: number) => Uint8Array
}

/** @param asOf the day of the roster; `undefined` where no roster is wanted. */
export const newProjection = (rosterUnder: RosterUnder, asOf: CivilDate | undefined): Projection => {
  const roster = asOf === undefined ? undefined : rosterUnder({ asOf })
  const titles = new Map<string, TitleLeaf>()
  const nameOf = streamNames()
  const instrument: Array<InstrumentLeaf> = []

  const apply = ({ index, hash, leaf, envelope }: ProjectedLeaf): void => {
    const name = nameOf(envelope.stream)
    if (name?.aggregate === "instrument") instrument.push({ index, leaf: leaf.slice() })
    if (name?.aggregate !== "designation" || roster === undefined || asOf === undefined) return
    roster.apply(envelope)
    if (grantsTitle(envelope) && envelope.effectiveOn <= asOf) titles.set(name.key, { index, hash })
  }

  return {
    apply: (leaf) => {
      try {
        apply(leaf)
        return true
      } catch {
        return false
      }
    },
    lines: () => {
      try {
        const rows = roster?.list() ?? []
        const lines = rows.map((row) => ({ row, title: titles.get(row.uscc), proof: proofPath(row.uscc) }))
        // Throws where a row cannot be written as canonical JSON, such as one with half of a surrogate pair.
        canonicalBytes(lines.map(rosterLine))
        return E.right(lines)
      } catch (thrown) {
        return E.left(messageOf(thrown))
      }
    },
    instrument: (size) => instrumentFile(instrument, size),
  }
}

const grantsTitle = (envelope: Envelope): boolean =>
  isDesignationEvent(envelope) && (envelope.type === "Certified" || envelope.type === "TitleImported")

interface InstrumentLeaf {
  readonly index: number
  readonly leaf: Uint8Array
}

/** Leaves are canonical JSON already; set in as they are, they make the whole file canonical. */
const instrumentFile = (leaves: ReadonlyArray<InstrumentLeaf>, size: number): Uint8Array => {
  const decoder = new TextDecoder()
  const events = leaves.map(({ index, leaf }) => `{"event":${decoder.decode(leaf)},"index":${index}}`)
  return new TextEncoder().encode(`{"events":[${events.join(",")}],"schemaVersion":${bundleVersion},"size":${size}}`)
}

/** A line as it is in `roster.json`. */
export const rosterLine = ({ row, title, proof }: RosterLine) => ({ row, index: title?.index ?? null, proof })

/** `roster.json`: the roster as of a day, from a log of `size` leaves. */
export const rosterFile = (asOf: CivilDate, size: number, lines: ReadonlyArray<RosterLine>): Uint8Array =>
  canonicalBytes({ schemaVersion: bundleVersion, asOf, size, rows: lines.map(rosterLine) })
