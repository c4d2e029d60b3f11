/** Output of the commands about the list and due duties. */
import { CivilDate, Count, Uscc } from "@shifan/core"
import { bool, dictionary, nullable, oneOf, record, recordWith, Year } from "@shifan/core/forms"
import { Instant } from "@shifan/core/law"
import { dutyIds } from "@shifan/core/messages"
import { eventCodecs, Integer, RosterEntryCodec, StoredUuid, Text } from "@shifan/schema"
import { roles, steps } from "../worklist-filters.js"
import { fieldsOf, many, Names, output, Planned } from "./parts.js"

const OwedBy = oneOf("OwedBy", roles)

const owed = {
  unit: nullable(Uscc),
  platformName: nullable(Text),
  year: nullable(Year),
  owedBy: OwedBy,
  opensOn: nullable(CivilDate),
  overdue: bool,
}

const duties = dutyIds

const Owed = record("Owed", { ...owed, duty: oneOf("DutyName", duties), dueOn: CivilDate })

const Case = record("Case", {
  ...owed,
  recordedOf: nullable(Uscc),
  step: oneOf("WaitingStep", steps),
  ownStep: nullable(Text),
  act: nullable(Text),
  since: nullable(CivilDate),
  dueOn: nullable(CivilDate),
  unitName: nullable(Text),
  county: nullable(Text),
  owedByDivision: nullable(Text),
  daysLeft: nullable(Integer),
  next: nullable(Text),
})

const publication = fieldsOf(eventCodecs.RosterPublished)

const PublicationOnRecord = recordWith(
  "PublicationOnRecord",
  { ...publication.always, revision: Count, commandId: StoredUuid, effectiveOn: CivilDate, recordedAt: Instant },
  publication.sometimes,
)

/** Cells as in the file, which may come from a spreadsheet. */
const Row = record("RowOfList", { at: Count, row: dictionary("Cells", Text) })

export const listed = {
  "roster list": [output("RosterListOutput", { entries: many(RosterEntryCodec) })],
  "roster show": [output("RosterShowOutput", fieldsOf(RosterEntryCodec).always)],
  "roster diff": [
    output("RosterDiffOutput", {
      from: CivilDate,
      to: CivilDate,
      added: many(RosterEntryCodec),
      removed: many(RosterEntryCodec),
      changed: many(record("ChangedEntry", { before: RosterEntryCodec, after: RosterEntryCodec })),
    }),
  ],
  "roster publications": [output("PublicationsOutput", { publications: many(PublicationOnRecord) })],
  "roster write": [output("RosterWriteOutput", { files: Names }), Planned],
  "site build": [output("SiteBuildOutput", { out: Text, changed: Names, removed: Names, unchanged: Count }), Planned],
  due: [output("DueOutput", { duties: many(Owed) })],
  worklist: [output("WorklistOutput", { asOf: CivilDate, waiting: many(Case) })],
  "audit published": [
    output("PublishedOutput", {
      holds: bool,
      revision: Count,
      asOf: CivilDate,
      logSize: Count,
      recorded: bool,
      sameBytes: bool,
      mangled: many(record("MangledCode", { at: Count, published: Text, uscc: Text })),
      missing: many(Row),
      extra: many(Row),
      differing: many(
        record("DifferingField", { uscc: Text, at: Count, field: Text, published: Text, replayed: Text }),
      ),
      reordered: bool,
      notCompared: Names,
    }),
  ],
}
