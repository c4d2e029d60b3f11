/**
 * The map of all units that a published list commits to: a Merkle tree (RFC 6962) with one leaf per unit, sorted by unit
 * code. It can prove the standing of a unit, and also that a unit has no leaf.
 */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type UnitMapHead, type UnitStanding } from "@shifan/core"
import { bool, Count, Digest, oneOf, record, textLike, Uscc } from "@shifan/core/forms"
import { CivilDate } from "@shifan/core/law"
import { aggregates } from "@shifan/core/registry"
import { sha256Hex } from "@shifan/event-store"
import { edgeRoot, emptyEdge, extendEdge, rfc6962, toHex, type TreeHasher } from "@shifan/tlog"

type StandingPhase = UnitStanding["phase"]

/** A record, so that omitting a phase does not compile. */
const phases: Readonly<Record<StandingPhase, StandingPhase>> = {
  none: "none",
  applied: "applied",
  recommended: "recommended",
  closed: "closed",
  certified: "certified",
  expired: "expired",
  revoked: "revoked",
  ended: "ended",
}

const unitStanding = record<UnitStanding>("UnitStanding", {
  division: textLike("Division", bilingual("六位区划代码", "a division of six digits"), /^\d{6}$/),
  uscc: Uscc,
  phase: oneOf("StandingPhase", Object.values(phases)),
  listed: bool,
  last: record<UnitStanding["last"]>("LastRecord", {
    type: oneOf<string>("EventType", aggregates.designation.eventTypes),
    revision: Count,
    effectiveOn: CivilDate,
    index: Count,
    hash: Digest,
  }),
})

const encoder = new TextEncoder()

/** A leaf of the map: canonical JSON (RFC 8785). `JSON.stringify` suffices here because the keys are in order. */
export const printStanding = ({ division, last, listed, phase, uscc }: UnitStanding): Uint8Array => {
  const { effectiveOn, hash, index, revision, type } = last
  const ordered = { division, last: { effectiveOn, hash, index, revision, type }, listed, phase, uscc }
  return encoder.encode(JSON.stringify(ordered))
}

/** `undefined` unless these are the bytes that `printStanding` produces. */
export const parseStanding = (leaf: Uint8Array): UnitStanding | undefined => {
  const standing = unitStanding.decode(jsonIn(leaf))
  if (E.isLeft(standing)) return undefined
  return sha256Hex(printStanding(standing.right)) === sha256Hex(leaf) ? standing.right : undefined
}

const jsonIn = (leaf: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(leaf))
  } catch {
    return undefined
  }
}

/** The head of the map, as recorded by a publication. */
export const unitMapHead = (standings: ReadonlyArray<UnitStanding>, hasher: TreeHasher = rfc6962): UnitMapHead => {
  const hashes = standings.map((standing) => hasher.leaf(printStanding(standing)))
  const { edge } = extendEdge(emptyEdge, hashes, hasher)
  return { count: standings.length, root: `sha256:${toHex(edgeRoot(edge, hasher))}` }
}
