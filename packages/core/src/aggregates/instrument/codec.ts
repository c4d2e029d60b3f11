/** What a command about an instrument must look like. */
import * as t from "io-ts"
import { Years } from "../../forms/quantity.js"
import { oneOf, record } from "../../forms/record.js"
import { Line } from "../../forms/text.js"
import { CivilDate } from "../../law/civil-date.js"
import { readingIds, type ReadingId } from "../../law/readings.js"
import type { InstrumentCommand, InstrumentCommandType } from "./decide.js"

type DataOf<T extends InstrumentCommandType> = Extract<InstrumentCommand, { type: T }>["data"]

export const instrumentCommandCodecs: {
  readonly [T in InstrumentCommandType]: t.Type<DataOf<T>, unknown>
} = {
  Enact: record<DataOf<"Enact">>("Enact", {
    regulation: Line,
    documentNumber: Line,
    effectiveFrom: CivilDate,
    validityYears: Years,
  }),
  Extend: record<DataOf<"Extend">>("Extend", { document: Line, from: CivilDate, until: CivilDate }),
  Supersede: record<DataOf<"Supersede">>("Supersede", { by: Line, from: CivilDate }),
  Repeal: record<DataOf<"Repeal">>("Repeal", { document: Line, from: CivilDate }),
  Interpret: record<DataOf<"Interpret">>("Interpret", {
    reading: oneOf<ReadingId>("ReadingId", readingIds),
    option: Line,
    document: Line,
    appliesFrom: CivilDate,
    retroactive: t.boolean,
  }),
}
