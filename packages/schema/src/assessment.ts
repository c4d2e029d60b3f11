/** Codecs of the grounds that events keep for a decision: conditions with their figures, and waivers. */
import type * as t from "io-ts"
import { CivilDate, type EventData } from "@shifan/core"
import type { Assessment, Change, Divergence, Figures, MinimalChanges, Unit, Verdict } from "@shifan/core/conditions"
import { bool, Cell, list, nullable, oneOf, record, recordWith, tagged } from "@shifan/core/forms"
import { ConditionIdCodec } from "@shifan/core/registry"
import { itself } from "@shifan/core/schema"
import { False, Integer, ReadingIdCodec, Text } from "./values.js"

const VerdictCodec = oneOf<Verdict>("Verdict", ["met", "notMet", "notYetJudged", "waived"])

const UnitCodec = oneOf<Unit>("Unit", ["fen", "people", "enterprises", "visits", "times", "basisPoints", "days"])

const tagOf = <Word extends string>(word: Word) => oneOf("_tag", [word])

const FiguresCodec: t.Type<Figures, unknown> = tagged<Figures, "_tag">("Figures", "_tag", {
  Measured: recordWith(
    "Measured",
    { _tag: tagOf("Measured"), unit: UnitCodec, actual: Integer, required: Integer, short: Integer },
    { share: record("Share", { whole: Integer, percent: Integer }) },
  ),
  Grown: record("Grown", { _tag: tagOf("Grown"), unit: UnitCodec, series: list(Integer), short: Integer }),
  Passed: record("Passed", {
    _tag: tagOf("Passed"),
    unit: oneOf("Unit", ["days"]),
    since: CivilDate,
    reached: CivilDate,
    on: CivilDate,
    actual: Integer,
    required: Integer,
    short: Integer,
  }),
  Word: record("Word", { _tag: tagOf("Word"), actual: Text, admitted: list(Text) }),
})

type FigureSource = NonNullable<Assessment["sources"]>[number]

/** The readings that can change the outcome of a condition. */
const ConditionReading = ReadingIdCodec as t.Type<Divergence["reading"], unknown>

const FigureSourceCodec: t.Type<FigureSource, unknown> = record<FigureSource>("FigureSource", {
  figure: Text,
  declared: nullable(Integer),
  measured: Integer,
  counts: oneOf("counts", ["declared", "measured"]),
})

const DivergenceCodec: t.Type<Divergence, unknown> = record("Divergence", {
  reading: ConditionReading,
  option: Text,
  verdict: VerdictCodec,
  changes: list(record("Turned", { id: ConditionIdCodec, verdict: VerdictCodec })),
})

/** A tree of conditions. Each node holds the parts it was evaluated from. */
export const AssessmentCodec: t.Type<Assessment, unknown> = recordWith<
  Pick<Assessment, "id" | "verdict">,
  Required<Omit<Assessment, "id" | "verdict">>
>(
  "Assessment",
  { id: ConditionIdCodec, verdict: VerdictCodec },
  {
    figures: FiguresCodec,
    sources: list(FigureSourceCodec),
    readings: list(ConditionReading),
    parts: list(itself<Assessment>("Assessment", () => AssessmentCodec)),
    divergences: list(DivergenceCodec),
  },
)

type Waiver = EventData["Certified"]["waivers"][number]

/** A condition that the bureau relaxed, with what it was relaxed to and why. */
export const WaiverCodec: t.Type<Waiver, unknown> = recordWith<Omit<Waiver, "share">, Required<Pick<Waiver, "share">>>(
  "Waiver",
  {
    condition: ConditionIdCodec,
    statutory: nullable(Integer),
    actual: nullable(Integer),
    relaxedTo: nullable(Integer),
    officer: Text,
    reasons: Cell,
  },
  { share: record("PartOfWhole", { part: Integer, whole: Integer }) },
)

const conditionsServed = list(ConditionIdCodec)

const ChangeCodec: t.Type<Change, unknown> = tagged<Change, "_tag">("Change", "_tag", {
  Figure: record("FigureChange", {
    _tag: tagOf("Figure"),
    figure: Text,
    unit: UnitCodec,
    from: nullable(Integer),
    to: Integer,
    for: conditionsServed,
  }),
  Wait: record("Wait", { _tag: tagOf("Wait"), from: CivilDate, to: CivilDate, for: conditionsServed }),
  Date: record("DateChange", { _tag: tagOf("Date"), date: Text, noLaterThan: CivilDate, for: conditionsServed }),
  Word: record("WordChange", {
    _tag: tagOf("Word"),
    word: Text,
    from: nullable(Text),
    oneOf: list(Text),
    for: conditionsServed,
  }),
  Finding: record("FindingChange", { _tag: tagOf("Finding"), from: nullable(False), for: conditionsServed }),
  Waiver: record("WaiverChange", { _tag: tagOf("Waiver"), relaxedTo: nullable(Integer), for: conditionsServed }),
})

/** The smallest sets of changes that would meet the conditions. `more`: there are further sets that are not listed. */
export const MinimalChangesCodec: t.Type<MinimalChanges, unknown> = record<MinimalChanges>("MinimalChanges", {
  sets: list(list(ChangeCodec)),
  more: bool,
})
