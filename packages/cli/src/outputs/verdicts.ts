/** Output of `audit verify` for a store, a bundle, a proof and a statement. */
import type * as t from "io-ts"
import { auditFaultNames } from "@shifan/audit"
import { observationNames, type Observation as AnyObservation } from "@shifan/bundle"
import { CivilDate, Count, Uscc } from "@shifan/core"
import { bool, Digest, dictionary, nullable, oneOf, record, recordWith } from "@shifan/core/forms"
import { Instant } from "@shifan/core/law"
import { BilingualCodec, Integer, Sha256, Text } from "@shifan/schema"
import { many, Names, output } from "./parts.js"

const LeafPlace = record("LeafPlace", { index: Count, stream: Text, revision: Integer })

const FaultCode = oneOf("FaultCode", Object.keys(auditFaultNames))

const StoreFault = record("StoreFault", {
  index: Count,
  stream: Text,
  revision: Integer,
  code: FaultCode,
  expected: Text,
  found: Text,
})

const storeVerdict = output(
  "StoreVerdict",
  {
    holds: bool,
    events: Count,
    streams: Count,
    decisions: Count,
    faultCount: Count,
    publications: Count,
    integrity: Names,
    heads: many(record("KnownHead", { from: Text, size: Count })),
    unsound: many(BilingualCodec),
    faults: many(StoreFault),
  },
  { pending: Count },
)

const BundleFault = record("BundleFault", {
  code: FaultCode,
  path: Text,
  at: nullable(LeafPlace),
  expected: BilingualCodec,
  found: BilingualCodec,
  name: BilingualCodec,
})

const ObservationCode = oneOf("ObservationCode", Object.keys(observationNames))

type FieldOf<A> = A extends unknown ? keyof A : never

/** The values from which the sentences of observations are made: each field of each kind. */
const observationFields = {
  at: LeafPlace,
  logSize: Count,
  size: Count,
  keptSize: Count,
  revision: Count,
  introducedAt: Count,
  days: Count,
  effectiveOn: CivilDate,
  recordedOn: CivilDate,
  grantedOn: Text,
  from: CivilDate,
  since: CivilDate,
  day: CivilDate,
  asOf: CivilDate,
  dueOn: CivilDate,
  time: Text,
  recordedAt: Text,
  changedAt: Text,
  by: Text,
  key: Text,
  names: Names,
  path: Text,
  unit: Text,
  type: Text,
  duty: Text,
  condition: Text,
  reading: Text,
  option: Text,
  figures: nullable(BilingualCodec),
  published: Text,
  found: Text,
} satisfies { readonly [F in Exclude<FieldOf<AnyObservation>, "code" | "name">]: t.Mixed }

const Observation = recordWith(
  "Observation",
  { code: ObservationCode, name: BilingualCodec, says: BilingualCodec },
  observationFields,
)

const bundleVerdict = output("BundleVerdict", {
  sound: bool,
  faults: many(BundleFault),
  faultCount: Count,
  observations: many(Observation),
  observationCounts: dictionary("ObservationCounts", Count),
  origin: nullable(Text),
  size: nullable(Count),
  root: nullable(Sha256),
  signedBy: Names,
  witnessedBy: many(record("Cosigned", { name: Text, time: Integer })),
  keptSize: nullable(Count),
  leaves: Count,
  decided: nullable(record("Decided", { streams: Count, decisions: Count })),
  newestOn: nullable(CivilDate),
  roster: nullable(record("RosterOfBundle", { asOf: CivilDate, rows: Count })),
  openings: Count,
  policyDigest: nullable(Digest),
  timestamps: many(record("TimestampFact", { size: Count, time: Instant })),
  handedOut: nullable(record("HandedOut", { asOf: CivilDate, verifier: nullable(Digest), policy: nullable(Digest) })),
})

const SmallFault = record("FaultOfFile", { code: Text, found: BilingualCodec, name: BilingualCodec })

/** What a self-contained file says about the log. */
const ofFile = {
  faults: many(SmallFault),
  missing: Names,
  origin: nullable(Text),
  size: nullable(Count),
  signedBy: Names,
  witnessedBy: Names,
}

const ProvedEvent = record("ProvedEvent", {
  type: Text,
  stream: Text,
  revision: Count,
  effectiveOn: Text,
  recordedAt: Text,
})

const proofVerdict = output("ProofVerdict", {
  proved: bool,
  ...ofFile,
  index: nullable(Count),
  record: nullable(record("ProvedRecord", { hash: Sha256, event: nullable(ProvedEvent) })),
})

const UnitMapHead = record("UnitMapHead", { count: Count, root: Digest })

export const UnitStanding: t.Mixed = record("UnitStanding", {
  division: Text,
  uscc: Uscc,
  phase: Text,
  listed: bool,
  last: record("LastRecord", { type: Text, revision: Count, effectiveOn: CivilDate, index: Count, hash: Digest }),
})

const statementVerdict = output("StatementVerdict", {
  stated: bool,
  ...ofFile,
  unit: nullable(record("UnitOfDivision", { uscc: Uscc, division: Text })),
  list: nullable(
    record("StatedList", {
      asOf: CivilDate,
      logSize: Count,
      medium: Text,
      units: UnitMapHead,
      index: Count,
      publishedOn: Text,
      recordedAt: Text,
    }),
  ),
  standing: nullable(UnitStanding),
})

export const verdicts = [storeVerdict, bundleVerdict, proofVerdict, statementVerdict]
