/** What a bundle tells beside its leaves: the roster with the leaf of each title, and the instrument's history. */
import type { CivilDate } from "@shifan/core"
import { type Envelope, isDesignationEvent, parseStream } from "@shifan/event-store"
import { bundleVersion, canonicalBytes, proofPath } from "./format.js"

/** A row of the public list, whatever else it says: audit knows no other projection, and is given it. */
export interface RosterRow {
  readonly uscc: string
}

/** The list as of a day, fed in the order of the log: the shape of `rosterUnder` of `@shifan/roster`. */
export type RosterUnder = (view: { readonly asOf: CivilDate }) => {
  readonly apply: (envelope: Envelope) => void
  readonly list: () => ReadonlyArray<RosterRow>
}

/** The leaf that gave a title. */
export interface TitleLeaf {
  readonly index: number
  readonly hash: Uint8Array
}

/** A row, the leaf that gave the title, and the file that proves it; no leaf where the roster is of another log. */
export interface RosterLine {
  readonly row: RosterRow
  readonly title: TitleLeaf | undefined
  readonly proof: string
}

/** A leaf that could be read. */
export interface ReadLeaf extends TitleLeaf {
  readonly leaf: Uint8Array
  readonly envelope: Envelope
}

export interface Projection {
  /** Grows with the units and with the instrument's own events, never with the log. */
  readonly apply: (leaf: ReadLeaf) => void
  readonly lines: () => ReadonlyArray<RosterLine>
  /** The content of `instrument.json`. */
  readonly instrument: (size: number) => Uint8Array
}

/** `asOf`: `undefined` where there is no list to be made. */
export const projection = (rosterUnder: RosterUnder, asOf: CivilDate | undefined): Projection => {
  const roster = asOf === undefined ? undefined : rosterUnder({ asOf })
  const titles = new Map<string, TitleLeaf>()
  const instrument: Array<{ readonly index: number; readonly leaf: Uint8Array }> = []
  return {
    apply: ({ index, hash, leaf, envelope }) => {
      const name = parseStream(envelope.stream)
      if (name?.aggregate === "instrument") instrument.push({ index, leaf: leaf.slice() })
      if (name?.aggregate !== "designation" || roster === undefined || asOf === undefined) return
      roster.apply(envelope)
      if (givesTitle(envelope) && envelope.effectiveOn <= asOf) titles.set(name.key, { index, hash })
    },
    lines: () =>
      (roster?.list() ?? []).map((row) => ({ row, title: titles.get(row.uscc), proof: proofPath(row.uscc) })),
    instrument: (size) => instrumentFile(instrument, size),
  }
}

const givesTitle = (envelope: Envelope): boolean =>
  isDesignationEvent(envelope) && (envelope.type === "Certified" || envelope.type === "TitleImported")

/** Leaves are canonical JSON, so they are set in as they are, and the whole is canonical JSON too. */
const instrumentFile = (
  events: ReadonlyArray<{ readonly index: number; readonly leaf: Uint8Array }>,
  size: number,
): Uint8Array => {
  const decoder = new TextDecoder()
  const told = events.map(({ index, leaf }) => `{"event":${decoder.decode(leaf)},"index":${index}}`)
  return new TextEncoder().encode(`{"events":[${told.join(",")}],"schemaVersion":${bundleVersion},"size":${size}}`)
}

/** A line as `roster.json` has it. */
export const rosterLine = ({ row, title, proof }: RosterLine) => ({ row, index: title?.index ?? null, proof })

/** The content of `roster.json`. `size`: of the log it was made from. */
export const rosterFile = (asOf: CivilDate, size: number, lines: ReadonlyArray<RosterLine>): Uint8Array =>
  canonicalBytes({ schemaVersion: bundleVersion, asOf, size, rows: lines.map(rosterLine) })
