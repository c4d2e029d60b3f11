/** Codecs of queries and answers that record nothing: the list, pending duties, the self-check. */
import type * as t from "io-ts"
import { CivilDate, DivisionCode, Uscc, type Duty, type SelfCheck } from "@shifan/core"
import { bool, Line, list, nullable, oneOf, record, recordWith, Year } from "@shifan/core/forms"
import { Instant } from "@shifan/core/law"
import { dutyIds } from "@shifan/core/messages"
import type { RosterEntry, RosterView } from "@shifan/roster"
import { AssessmentCodec, MinimalChangesCodec } from "./assessment.js"
import { ContradictionCodec, MissingMaterialCodec } from "./refusals.js"

/** The day a list is for (`asOf`), and the instant up to which records count (`knownAt`). */
export const ViewCodec: t.Type<RosterView, unknown> = recordWith<unknown, Required<RosterView>>(
  "View",
  {},
  { asOf: CivilDate, knownAt: Instant },
)

/** A row of the public list. */
export const RosterEntryCodec: t.Type<RosterEntry, unknown> = record<RosterEntry>("RosterEntry", {
  uscc: Uscc,
  operatingUnitName: Line,
  platformName: Line,
  countyOrDistrict: DivisionCode,
  certificateNumber: nullable(Line),
  certifiedOn: CivilDate,
  lastConfirmedOn: nullable(CivilDate),
  plaqueAwardedOn: nullable(CivilDate),
  validUntil: nullable(CivilDate),
})

/** A duty: who owes it, and by when. */
export const DutyCodec: t.Type<Duty, unknown> = record<Duty>("Duty", {
  duty: oneOf("DutyName", dutyIds),
  year: nullable(Year),
  owedBy: oneOf("OwedBy", ["unit", "county", "bureau"]),
  opensOn: nullable(CivilDate),
  dueOn: CivilDate,
  overdue: bool,
})

/** Answer to a unit that checks an application before filing it. Nothing is recorded. */
export const SelfCheckCodec: t.Type<SelfCheck, unknown> = record<SelfCheck>("SelfCheck", {
  asOf: CivilDate,
  assessment: AssessmentCodec,
  changes: MinimalChangesCodec,
  missing: list(MissingMaterialCodec),
  contradictions: list(ContradictionCodec, { to: 1000 }),
})
