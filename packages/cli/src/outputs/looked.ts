/** Output of the commands that inspect a store or the regulation, or assess a form. */
import { CivilDate, Count, Uscc } from "@shifan/core"
import { bool, nullable, oneOf, record, recordWith, Year } from "@shifan/core/forms"
import { ConditionIdCodec } from "@shifan/core/registry"
import {
  AssessmentCodec,
  BilingualCodec,
  ContradictionCodec,
  Integer,
  MinimalChangesCodec,
  MissingMaterialCodec,
  ProvisionIdCodec,
  ReadingChoicesCodec,
  ReadingIdCodec,
  RefusalCodec,
  Text,
  WaiverCodec,
} from "@shifan/schema"
import { AnyJson, EventSummary, many, Names, output, Planned } from "./parts.js"

const EncodedAs = oneOf("EncodedAs", ["rule", "finding", "duty", "act", "form", "view", "notEncoded"])

const Tests = many(record("TestsInFile", { file: Text, tests: Count }))

const ProvisionEntry = { id: ProvisionIdCodec, as: many(EncodedAs) }

const provisionFields = {
  ...ProvisionEntry,
  conditions: many(record("ConditionOfProvision", { id: ConditionIdCodec, by: oneOf("By", ["rule", "finding"]) })),
  materials: Names,
  citedBy: Names,
  readings: many(ReadingIdCodec),
}

const ofProvision = { remark: BilingualCodec, text: BilingualCodec, where: Names, tests: Tests }

const CallCodec = record("Call", {
  year: Year,
  window: nullable(record("Window", { opensOn: CivilDate, closesOn: CivilDate })),
  closed: bool,
  entries: many(record("CallEntry", { revision: Count, effectiveOn: CivilDate, command: AnyJson, isStruck: bool })),
  revision: Count,
  lastEffectiveOn: nullable(CivilDate),
})

const Stretch = record("Stretch", {
  instrument: Text,
  version: Count,
  documentNumber: Text,
  from: CivilDate,
  lastDay: CivilDate,
})

const Finding = record("Finding", { kind: oneOf("kind", ["gap", "overlap"]), from: CivilDate, to: CivilDate })

const Verdict = oneOf("Verdict", ["met", "notMet", "notYetJudged", "waived"])

const Flip = record("Flip", {
  index: Count,
  stream: Text,
  revision: Count,
  effectiveOn: CivilDate,
  decided: Text,
  refusals: many(RefusalCodec),
  verdict: nullable(record("Turn", { was: Verdict, wouldBe: Verdict })),
  turned: many(
    record("TurnedCondition", { condition: ConditionIdCodec, was: nullable(Verdict), wouldBe: nullable(Verdict) }),
  ),
})

const UnitState = record("UnitState", {
  unit: Uscc,
  phase: Text,
  county: nullable(Text),
  revision: Integer,
  lastEffectiveOn: nullable(CivilDate),
})

const Place = BilingualCodec
const PlacedIssue = recordWith(
  "PlacedIssue",
  { path: Text, expected: BilingualCodec, got: Text, label: Text },
  {
    place: Place,
    nearest: Text,
    known: Names,
    sentence: BilingualCodec,
    fault: AnyJson,
  },
)
const Doubt = record("Doubt", { label: Text, places: many(Place), sentence: BilingualCodec })

export const looked = {
  history: [output("HistoryOutput", { events: many(EventSummary) })],
  why: [
    output("WhyOutput", {
      event: EventSummary,
      assessment: nullable(AssessmentCodec),
      waivers: many(WaiverCodec),
      changedSince: many(EventSummary),
    }),
  ],
  replay: [
    output(
      "ReplayOutput",
      { on: CivilDate, inForce: nullable(Text), events: Count, units: many(UnitState) },
      { eventsPerSecond: Count },
    ),
  ],
  assess: [
    output("AssessOutput", {
      uscc: Uscc,
      asOf: CivilDate,
      assessment: AssessmentCodec,
      changes: MinimalChangesCodec,
      missing: many(MissingMaterialCodec),
      contradictions: many(ContradictionCodec),
      ready: bool,
    }),
  ],
  "call show": [output("CallShowOutput", { calls: many(CallCodec) })],
  "instrument show": [
    output("InstrumentShowOutput", {
      on: CivilDate,
      inForce: bool,
      stretches: many(Stretch),
      readings: ReadingChoicesCodec,
    }),
  ],
  "instrument check": [output("InstrumentCheckOutput", { findings: many(Finding) })],
  regulation: [
    output("RegulationOutput", {
      provisions: many(recordWith("ProvisionListed", ProvisionEntry, { text: BilingualCodec })),
    }),
    output("ReadingOutput", {
      id: ReadingIdCodec,
      question: BilingualCodec,
      options: Names,
      default: Text,
      touches: many(ProvisionIdCodec),
    }),
    output("ProvisionOutput", provisionFields, ofProvision),
  ],
  coverage: [
    output("CoverageOutput", {
      regulation: Text,
      provisions: many(recordWith("ProvisionCovered", provisionFields, ofProvision)),
      readings: many(
        record("ReadingCovered", {
          id: ReadingIdCodec,
          question: BilingualCodec,
          touches: many(ProvisionIdCodec),
          options: many(record("OptionCovered", { option: Text, tests: Tests })),
        }),
      ),
    }),
  ],
  schema: [
    output("SchemaListOutput", {
      schemas: many(record("SchemaListed", { name: Text, kind: Text, title: BilingualCodec })),
    }),
    output("SchemaOutput", { name: Text, schema: AnyJson }),
  ],
  "audit what-if": [
    output("WhatIfOutput", {
      events: Count,
      decisions: Count,
      hypothesis: recordWith("Hypothesis", { reading: Names }, { regulation: Text, instrumentVersion: Text }),
      flips: many(Flip),
    }),
  ],
  "form read": [
    output("FormReadOutput", { act: Text, data: AnyJson, doubts: many(Doubt), faults: many(PlacedIssue) }),
    Planned,
  ],
  "form check": [output("FormCheckOutput", { act: Text, contradictions: many(ContradictionCodec) })],
}
