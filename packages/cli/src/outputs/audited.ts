/** Output of the commands about the log, its keys and files derived from it. */
import { CivilDate, Count, Uscc } from "@shifan/core"
import { bool, nullable, oneOf, record } from "@shifan/core/forms"
import { Instant } from "@shifan/core/law"
import { Sha256, Text } from "@shifan/schema"
import { AnyJson, ChangeSince, many, Names, output, Permitted, Planned } from "./parts.js"
import { UnitStanding, verdicts } from "./verdicts.js"

const Keys = output("KeysOutput", {
  origin: Text,
  keys: many(record("LogKey", { id: Text, type: oneOf("KeyType", ["Ed25519", "Sm2"]), vkey: Text })),
})

const policy = {
  file: Text,
  logs: Names,
  witnesses: many(record("Witness", { name: Text, vkey: Text, url: nullable(Text) })),
  quorum: nullable(record("Quorum", { name: Text, says: Text })),
}

const Receipt = record("Receipt", {
  origin: Text,
  stream: Text,
  revision: Count,
  type: Text,
  effectiveOn: CivilDate,
  recordedAt: Instant,
  index: Count,
  leafHash: Text,
  by: Instant,
})

export const audited = {
  "audit verify": [...verdicts, Planned],
  "audit view": [
    output("ViewOutput", { out: Text, pages: Count, sound: bool, faults: Count }),
    output("ViewServedOutput", { url: Text, sound: bool, faults: Count }),
    Planned,
  ],
  "audit export": [
    output("ExportOutput", { bundle: Text, origin: Text, size: Count, rows: Count, openings: Count }),
    Planned,
  ],
  "audit prove": [
    output("ProveOutput", { index: Count, size: Count, proof: Text, changedSince: many(ChangeSince) }),
    Planned,
  ],
  "audit statement": [
    output(
      "StatementOutput",
      { size: Count, standing: nullable(UnitStanding), changedSince: many(ChangeSince), statement: Text },
      { uscc: Uscc, division: Text, asOf: CivilDate, publishedOn: Text },
    ),
    Planned,
  ],
  "audit record": [
    output("RecordOutput", { index: Count, stream: Text, revision: Count, hash: Sha256, record: Text }),
    Planned,
  ],
  "audit verifier": [output("VerifierOutput", { file: Text, size: Count, sha256: Sha256 }), Planned],
  "audit checkpoint": [
    output("CheckpointOutput", {
      checkpoint: Text,
      origin: Text,
      size: Count,
      before: Count,
      root: Text,
      keys: Names,
      cosigned: Names,
    }),
    Planned,
  ],
  "audit witness": [output("WitnessOutput", { origin: Text, size: Count, out: Text, cosignature: Text }), Planned],
  "audit cosigned": [output("CosignedOutput", { checkpoint: Text, size: Count, by: Names, accepted: bool }), Planned],
  "audit timestamp": [
    output("TimestampOutput", {
      holds: bool,
      checkpoint: Text,
      genTime: Instant,
      policy: Text,
      serial: Text,
      nonce: bool,
      records: nullable(record("HeldToRecords", { faults: many(AnyJson), observations: many(AnyJson) })),
    }),
  ],
  "audit key list": [Keys],
  "audit key new": [Keys, Permitted],
  "audit key add": [Keys, Permitted],
  "audit key retire": [Keys, Permitted],
  "audit key witness": [output("WitnessKeyOutput", { key: Text, vkey: Text }), Planned],
  "audit policy show": [output("PolicyOutput", policy)],
  "audit policy witness": [output("PolicyChangedOutput", policy, { dryRun: bool })],
  "audit receipt issue": [
    output("ReceiptOutput", { receipt: Text, type: Text, index: Count, leafHash: Text, by: Instant }),
    Planned,
  ],
  "audit receipt verify": [
    output("ReceiptVerdict", {
      outcome: Text,
      how: nullable(Text),
      receipt: Receipt,
      size: Count,
      proof: nullable(Text),
    }),
    Planned,
  ],
}
