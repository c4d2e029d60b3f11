/** What is asked and answered without anything being recorded: the list, what is due, the self-check. */
import type * as t from "io-ts"
import { CivilDate, DivisionCode, Uscc, type Duty, type DutyName, type SelfCheck } from "@shifan/core"
import { bool, Line, list, nullable, oneOf, record, recordWith } from "@shifan/core/forms"
import { Instant } from "@shifan/core/law"
import { dutyNames } from "@shifan/core/messages"
import type { RosterEntry, RosterView } from "@shifan/roster"
import { AssessmentCodec, MinimalChangesCodec } from "./assessment.js"
import { ContradictionCodec, MissingMaterialCodec } from "./refusals.js"

/** As of which day, and as known at which instant. */
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

const dutiesThereAre = Object.keys(dutyNames) as ReadonlyArray<DutyName>

/** What somebody owes, and by when. */
export const DutyCodec: t.Type<Duty, unknown> = record<Duty>("Duty", {
  duty: oneOf("DutyName", dutiesThereAre),
  owedBy: oneOf("OwedBy", ["unit", "county", "bureau"]),
  opensOn: nullable(CivilDate),
  dueOn: CivilDate,
  overdue: bool,
})

/** What a unit is told of an application before it is handed in. Nothing is recorded of it. */
export const SelfCheckCodec: t.Type<SelfCheck, unknown> = record<SelfCheck>("SelfCheck", {
  asOf: CivilDate,
  assessment: AssessmentCodec,
  changes: MinimalChangesCodec,
  missing: list(MissingMaterialCodec),
  contradictions: list(ContradictionCodec, { to: 1000 }),
})
