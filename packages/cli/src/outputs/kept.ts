/** Output of the commands that make, fill, move or check a store, or write a form. */
import { CivilDate, Count, Uscc } from "@shifan/core"
import { bool, nullable, oneOf, record, recordWith } from "@shifan/core/forms"
import { Instant } from "@shifan/core/law"
import { EventCodec, ProvisionIdCodec, Sha256, StoredUuid, Text, True } from "@shifan/schema"
import { many, Names, output, Planned } from "./parts.js"

/** Output of every command that records an act. */
export const Recorded = output("RecordedOutput", {
  stream: Text,
  repeated: bool,
  dryRun: bool,
  events: many(EventCodec),
})

/** The same fields, for commands that continue after recording. */
const recorded = { stream: Text, repeated: bool, events: many(EventCodec) }

const Opening = record("Opening", { revision: Count, path: Text, value: Text, salt: Text, sealed: Text })

const form = output("FormOutput", {
  file: Text,
  act: Text,
  format: oneOf("FormFormat", ["docx", "xlsx"]),
  size: Count,
  sha256: Sha256,
})

const backup = { file: Text, vault: nullable(Text), events: Count, lastRecordedAt: nullable(Instant) }

const line = { line: Count, commandId: StoredUuid }

const dryRun = { dryRun: True }

export const kept = {
  init: [
    output("InitOutput", {
      store: Text,
      config: nullable(Text),
      instrument: Text,
      documentNumber: Text,
      termEndedOn: nullable(CivilDate),
    }),
    Planned,
  ],
  open: [Recorded, output("OpenOutput", { ...recorded, openings: many(Opening) })],
  import: [
    output("ImportOutput", { rows: Count, done: Count, repeated: Count }),
    output("ImportPlanned", { rows: Count, encoding: Text, dryRun: True }),
  ],
  submit: [
    output("SubmitOutput", { lines: Count, done: Count, repeated: Count, refused: Count, dryRun: bool }),
    output(
      "LineDone",
      {
        ...line,
        verdict: oneOf("verdict", ["done", "repeated"]),
        stream: Text,
        events: many(recordWith("EventOfLine", { type: Text, revision: Count }, {})),
      },
      dryRun,
    ),
    output(
      "LineRefused",
      {
        ...line,
        verdict: oneOf("verdict", ["refused"]),
        code: Text,
        provisions: many(ProvisionIdCodec),
        message: Text,
      },
      dryRun,
    ),
  ],
  "roster publish": [Recorded, output("RosterPublishOutput", { ...recorded, files: Names })],
  "form blank": [form, Planned],
  "form fill": [form, Planned],
  "form draft": [output("DraftOutput", { file: Text, kind: Text, size: Count }), Planned],
  completion: [output("CompletionOutput", { shell: oneOf("Shell", ["bash", "zsh", "fish"]), script: Text })],
  serve: [output("ServeOutput", { address: Text, stopped: True })],
  doctor: [output("DoctorOutput", { checks: many(record("Check", { name: Text, ok: bool, says: Text })) })],
  demo: [output("DemoOutput", { store: Text, platform: Uscc, certified: Count }), Planned],
  copy: [
    output("CopyOutput", {
      from: Text,
      to: Text,
      dryRun: bool,
      appended: Count,
      events: Count,
      streams: Count,
      root: Text,
      same: bool,
      vault: nullable(Text),
      vaultCopied: bool,
    }),
  ],
  backup: [output("BackupOutput", backup), Planned],
  restore: [output("RestoreOutput", { ...backup, lost: Names }), Planned],
}
