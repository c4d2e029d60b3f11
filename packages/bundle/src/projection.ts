import type { CivilDate } from "@shifan/core"
import { isDesignationEvent, streamNames, type Envelope } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import { bundleVersion, canonicalBytes, messageOf, proofPath } from "./format.js"

/** A row of the public list. The bundle copies its other fields without interpreting them. */
export interface RosterRow {
  readonly uscc: string
}

/** Builds the list as of a day from events in log order. Callers pass `rosterUnder` of `@shifan/roster`. */
export type RosterUnder = (view: { readonly asOf: CivilDate }) => {
  readonly apply: (envelope: Envelope) => void
  readonly list: () => ReadonlyArray<RosterRow>
}

/** The leaf that grants a title. */
export interface TitleLeaf {
  readonly index: number
  readonly hash: Uint8Array
}

export interface RosterLine {
  readonly row: RosterRow
  /** `undefined`: no leaf grants it, so the roster comes from another log. */
  readonly title: TitleLeaf | undefined
  /** Path of the inclusion proof for that leaf. */
  readonly proof: string
}

export interface ProjectedLeaf extends TitleLeaf {
  readonly leaf: Uint8Array
  readonly envelope: Envelope
}

/** The files a bundle derives from its leaves. Memory grows with units and the instrument's events, not with the log. */
export interface Projection {
  /** `false`: the event's data does not match its type; do not rely on the projection any more. */
  readonly apply: (leaf: ProjectedLeaf) => boolean
  /** Rows of the roster, each with the leaf that grants its title. `Left`: why malformed data prevents them, in English. */
  readonly lines: () => E.Either<string, ReadonlyArray<RosterLine>>
  /** `instrument.json`: the instrument's events in a log of `size` leaves. */
  readonly instrument: (size: number) => Uint8Array
}

/** @param asOf day of the roster; `undefined` for no roster */
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
        // Throws if a row has no canonical JSON, for example with half of a surrogate pair.
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

/** Leaves are already canonical JSON; embedding them unchanged makes the whole file canonical. */
const instrumentFile = (leaves: ReadonlyArray<InstrumentLeaf>, size: number): Uint8Array => {
  const decoder = new TextDecoder()
  const events = leaves.map(({ index, leaf }) => `{"event":${decoder.decode(leaf)},"index":${index}}`)
  return new TextEncoder().encode(`{"events":[${events.join(",")}],"schemaVersion":${bundleVersion},"size":${size}}`)
}

/** A line as written in `roster.json`. */
export const rosterLine = ({ row, title, proof }: RosterLine) => ({ row, index: title?.index ?? null, proof })

/** `roster.json`: the roster as of a day, computed from a log of `size` leaves. */
export const rosterFile = (asOf: CivilDate, size: number, lines: ReadonlyArray<RosterLine>): Uint8Array =>
  canonicalBytes({ schemaVersion: bundleVersion, asOf, size, rows: lines.map(rosterLine) })
