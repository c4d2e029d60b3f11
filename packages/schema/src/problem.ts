/** What went wrong, as `application/problem+json` (RFC 9457) has it, and what is wrong with a form. */
import type * as t from "io-ts"
import { Count, type AnyRefusal, type FormIssue } from "@shifan/core"
import { list, oneOf, record, recordWith, tagged } from "@shifan/core/forms"
import { RefusalCodec } from "./refusals.js"
import { BilingualCodec, Text } from "./values.js"

type TextFault = NonNullable<FormIssue["fault"]>

const TextFaultCodec: t.Type<TextFault, unknown> = tagged<TextFault, "_tag">("TextFault", "_tag", {
  UnseenCharacter: record("UnseenCharacter", { _tag: oneOf("_tag", ["UnseenCharacter"]), at: Count, code: Text }),
  CodePart: record("CodePart", {
    _tag: oneOf("_tag", ["CodePart"]),
    part: oneOf("part", ["registrar", "division", "person"]),
  }),
  CodeCheck: record("CodeCheck", {
    _tag: oneOf("_tag", ["CodeCheck"]),
    part: oneOf("part", ["organisation", "whole"]),
    check: Text,
  }),
})

/** One fault of a form: where, what was expected, and what was there. */
export const FormIssueCodec: t.Type<FormIssue, unknown> = recordWith<
  Pick<FormIssue, "path" | "expected" | "got">,
  Required<Omit<FormIssue, "path" | "expected" | "got">>
>(
  "FormIssue",
  { path: Text, expected: BilingualCodec, got: Text },
  { nearest: Text, known: list(Text, { to: 1000 }), sentence: BilingualCodec, fault: TextFaultCodec },
)

/** What an HTTP answer says of a failure (RFC 9457), for programs and for people at once. */
export interface Problem {
  /** `about:blank#Code`, or an address of the embedder's own at which `code` is explained. */
  readonly type: string
  /** In the language of the reader. */
  readonly title: string
  readonly status: number
  readonly detail?: string
  /** As in the catalogue of errors. */
  readonly code: string
  /** What would change it. */
  readonly remedy?: string
  /** Everything that stands against the act, not only what `code` names. */
  readonly refusals?: ReadonlyArray<AnyRefusal>
  /** Everything that is wrong with what was handed in. */
  readonly issues?: ReadonlyArray<FormIssue>
}

/** An `application/problem+json` body as `problemOf` makes it. */
export const ProblemCodec: t.Type<Problem, unknown> = recordWith<
  Pick<Problem, "type" | "title" | "status" | "code">,
  Required<Omit<Problem, "type" | "title" | "status" | "code">>
>(
  "Problem",
  { type: Text, title: Text, status: Count, code: Text },
  { detail: Text, remedy: Text, refusals: list(RefusalCodec), issues: list(FormIssueCodec, { to: 1000 }) },
)
