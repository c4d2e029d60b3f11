/** All JSON Schemas by unique name: submitted data, stored events, answers. */
import type * as t from "io-ts"
import { applicationForm, asFilled, countyAssessment, operationReport, RecommendationForm } from "@shifan/core/forms"
import { jsonSchemaOf, type JsonSchema } from "@shifan/core/schema"
import { DutyCodec, RosterEntryCodec, SelfCheckCodec, ViewCodec } from "./answers.js"
import { EventCodec } from "./envelope.js"
import { eventCodecs } from "./events.js"
import { FormIssueCodec, ProblemCodec } from "./problem.js"
import { RefusalCodec } from "./refusals.js"
import { commandDataCodecs, requestCodec } from "./requests.js"
import { ownAtoms } from "./values.js"

type AnyCodec = t.Decoder<unknown, unknown>

/**
 * `command`: data of an act, as in the file given by `--file`; `event`: its record; `form`: an annex as filled in;
 * `answer`: the answer to a query that records nothing.
 */
export type SchemaKind = "command" | "event" | "form" | "answer"

/** A schema name known to `schemaNamed`, with its codec. */
export interface NamedSchema {
  readonly name: string
  readonly kind: SchemaKind
  readonly codec: AnyCodec
}

const ofKind = (kind: SchemaKind, codecs: Readonly<Record<string, AnyCodec>>): ReadonlyArray<NamedSchema> =>
  Object.entries(codecs).map(([name, codec]) => ({ name, kind, codec }))

/** All named schemas. `Command` is any request with its actor, `Event` any stored event. The others describe only the data. */
export const namedSchemas: ReadonlyArray<NamedSchema> = [
  ...ofKind("command", { Command: requestCodec(), ...commandDataCodecs() }),
  ...ofKind("event", { Event: EventCodec, ...eventCodecs }),
  ...ofKind("form", {
    ApplicationForm: applicationForm(asFilled),
    RecommendationForm,
    OperationReport: operationReport(asFilled),
    CountyAssessment: countyAssessment(asFilled),
  }),
  ...ofKind("answer", {
    View: ViewCodec,
    RosterEntry: RosterEntryCodec,
    Duty: DutyCodec,
    SelfCheck: SelfCheckCodec,
    Refusal: RefusalCodec,
    FormIssue: FormIssueCodec,
    Problem: ProblemCodec,
  }),
]

/** The schema of a name with all its definitions; `undefined` for an unknown name. */
export const schemaNamed = (name: string): JsonSchema | undefined => {
  const found = namedSchemas.find((named) => named.name === name)
  return found && schemaOf(found.codec)
}

/** The schema of any codec, including the value codecs of this package. */
export const schemaOf = (codec: AnyCodec): JsonSchema => jsonSchemaOf(codec, { atoms: ownAtoms })
