/** The result of a command: output, or a failure with its exit code. `render.ts` prints either. */
import { bilingual, type Bilingual, type FormIssue, type ProvisionId } from "@shifan/core"
import type { ExitOf, FailureCode } from "./error-codes.js"
import { exits, type Exit } from "./exit-codes.js"
import { issueText } from "./field-names.js"
import type { JsonObject } from "./json-object.js"

export { exits, type Exit }

export interface Output {
  /** For `--json`; `schemaVersion` is added. */
  readonly json: JsonObject
  readonly text: string
  /** Written raw in place of the text if standard output is not a terminal. */
  readonly bytes?: Uint8Array
  readonly exit?: Exit
}

/** `--exit-code`: exit 10 if there are findings. */
export interface FindingOptions {
  readonly exitCode?: boolean
}

export const exitWith = (findings: ReadonlyArray<unknown>, { exitCode = false }: FindingOptions): Exit =>
  exitCode && findings.length > 0 ? exits.findings : exits.done

export interface Failure {
  readonly exit: Exit
  readonly code: FailureCode
  readonly message: Bilingual
  readonly provisions?: ReadonlyArray<ProvisionId>
  readonly figures?: unknown
  readonly hint?: Bilingual
  /** Printed below the message, one per line. */
  readonly details?: ReadonlyArray<Bilingual>
}

/** A failure with a code and one of its exits. */
export const failure = <C extends FailureCode>(
  exit: ExitOf<C>,
  code: C,
  zh: string,
  en: string,
  figures?: unknown,
): Failure => ({
  exit,
  code,
  message: bilingual(zh, en),
  ...(figures === undefined ? {} : { figures }),
})

export const usage = (zh: string, en: string, hint?: Bilingual): Failure => ({
  ...failure(exits.usage, "Usage", zh, en),
  ...(hint === undefined ? {} : { hint }),
})

export const notFound = (zh: string, en: string): Failure => failure(exits.notFound, "NotFound", zh, en)

/** The faults of a list. Paths begin with the line; the file is put before it. */
export const malformedRows = (file: string, issues: ReadonlyArray<FormIssue>): Failure =>
  malformed(
    file,
    issues.map((issue) => ({ ...issue, path: issue.path === "" ? file : `${file}:${issue.path}` })),
  )

/**
 * All faults of a form, one per line: field, expected, got. `where` replaces a missing path.
 *
 * @param nameOf the form's label of the field that an issue is about
 */
export const malformed = (
  where: string | Bilingual,
  issues: ReadonlyArray<FormIssue>,
  nameOf: (issue: FormIssue) => Bilingual | undefined = () => undefined,
): Failure => {
  const place = typeof where === "string" ? bilingual(where, where) : where
  const { zh, en } = place
  const rest = issues.length - mostTold
  return {
    exit: exits.usage,
    code: "Malformed",
    message: bilingual(
      `${zh}有${issues.length}处错误`,
      `${en}: ${issues.length} ${issues.length === 1 ? "fault" : "faults"}`,
    ),
    figures: issues.slice(0, mostTold),
    details: [
      ...issues.slice(0, mostTold).map((issue) => issueText(place, issue, nameOf(issue))),
      ...(rest > 0 ? [bilingual(`其余${rest}处从略`, `and ${rest} more`)] : []),
    ],
  }
}

/** Most faults of one input that are told. A file of another kind may have one on each line. */
const mostTold = 1000
