/** The codec of a correction. Apart from the table of fields, so that deciding loads no codecs. */
import type * as t from "io-ts"
import { nullable, oneOf } from "../../codec/codec.js"
import { record, tagged, type Cases } from "../../codec/record.js"
import { Document } from "../../forms/dossier.js"
import { Count, Year } from "../../forms/quantity.js"
import type { Representation } from "../../forms/representation.js"
import { Cell, Line } from "../../forms/text.js"
import { Pseudonym } from "../../kernel/actor.js"
import { CivilDate } from "../../law/civil-date.js"
import { kindsOfFields, type CorrectableKind, type Correction } from "./correctable-fields.js"

/* @__NO_SIDE_EFFECTS__ */
export const correctionCodec = <P>({ amount }: Representation<P>): t.Type<Correction, unknown> => {
  const codecs: { readonly [K in CorrectableKind]: t.Mixed } = {
    line: Line,
    day: CivilDate,
    "day?": nullable(CivilDate),
    document: Document,
    year: Year,
    "amount?": nullable(amount),
  }
  const cases = Object.entries(kindsOfFields).map(([field, kind]) => [
    field,
    record("Correction", {
      revision: Count,
      field: oneOf("field", [field]),
      from: codecs[kind],
      to: codecs[kind],
      reason: Cell,
      document: Document,
      approver: Pseudonym,
    }),
  ])
  return tagged<Correction, "field">("Correction", "field", Object.fromEntries(cases) as Cases<Correction, "field">)
}
