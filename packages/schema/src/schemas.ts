/** Every schema there is, by a name that is unique: what people hand in, what is stored, what is answered. */
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
 * `command`: what an act says, in the file that `--file` names; `event`: what is recorded of it; `form`: an annex, as it is
 * filled in; `answer`: what is told without recording anything.
 */
export type SchemaKind = "command" | "event" | "form" | "answer"

/** A name that `schemaNamed` knows, and the codec behind it. */
export interface NamedSchema {
  readonly name: string
  readonly kind: SchemaKind
  readonly codec: AnyCodec
}

const ofKind = (kind: SchemaKind, codecs: Readonly<Record<string, AnyCodec>>): ReadonlyArray<NamedSchema> =>
  Object.entries(codecs).map(([name, codec]) => ({ name, kind, codec }))

/** `Command` and `Event` are the whole of any: with who says it, and as it is stored. The others are what is said. */
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

/** The schema of a name, with everything it refers to; `undefined` where there is none of that name. */
export const schemaNamed = (name: string): JsonSchema | undefined => {
  const found = namedSchemas.find((named) => named.name === name)
  return found && schemaOf(found.codec)
}

/** The schema of any codec, those of this package's own values among them. */
export const schemaOf = (codec: AnyCodec): JsonSchema => jsonSchemaOf(codec, { atoms: ownAtoms })
