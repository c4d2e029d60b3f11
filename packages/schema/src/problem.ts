/** Codecs of problem details, `application/problem+json` (RFC 9457), and of the faults of a form. */
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

/** A fault of a form: its path, the expected and the actual value. */
export const FormIssueCodec: t.Type<FormIssue, unknown> = recordWith<
  Pick<FormIssue, "path" | "expected" | "got">,
  Required<Omit<FormIssue, "path" | "expected" | "got">>
>(
  "FormIssue",
  { path: Text, expected: BilingualCodec, got: Text },
  { nearest: Text, known: list(Text, { to: 1000 }), sentence: BilingualCodec, fault: TextFaultCodec },
)

/** Body of an HTTP answer for a failure (RFC 9457), readable by programs and by people. */
export interface Problem {
  /** `about:blank#Code`, or an embedder's own URL that explains `code`. */
  readonly type: string
  /** In the reader's language. */
  readonly title: string
  readonly status: number
  readonly detail?: string
  /** A code of the error catalogue. */
  readonly code: string
  /** What can be done about it. */
  readonly remedy?: string
  /** All reasons against the act, not only the one that `code` names. */
  readonly refusals?: ReadonlyArray<AnyRefusal>
  /** All faults of the submitted form. */
  readonly issues?: ReadonlyArray<FormIssue>
}

/** An `application/problem+json` body as made by `problemOf`. */
export const ProblemCodec: t.Type<Problem, unknown> = recordWith<
  Pick<Problem, "type" | "title" | "status" | "code">,
  Required<Omit<Problem, "type" | "title" | "status" | "code">>
>(
  "Problem",
  { type: Text, title: Text, status: Count, code: Text },
  { detail: Text, remedy: Text, refusals: list(RefusalCodec), issues: list(FormIssueCodec, { to: 1000 }) },
)
