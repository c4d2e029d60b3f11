/** Turns failures of the service into problem details for an HTTP answer (RFC 9457). */
import type { Bilingual, Language, Regulation } from "@shifan/core"
import { explain } from "@shifan/core/messages"
import type { StoreError } from "@shifan/event-store"
import type { ServiceError, VaultError } from "@shifan/service"
import type { Problem } from "../problem.js"
import { entryOf, type ErrorCode } from "./catalogue.js"

/** Options for writing a problem. Its `type` is a URL that explains the code, such as `docs/errors.md#notcompetent`. */
export interface ProblemOptions {
  readonly regulation: Regulation
  readonly language: Language
  /** Prefix of the code in `type`. Default: `about:blank#`. */
  readonly base?: string
}

/** The problem for a code. `more` adds or overrides fields. */
export const problem = (
  code: ErrorCode,
  { language, base = "about:blank#" }: ProblemOptions,
  more: Partial<Problem> = {},
): Problem => {
  const { meaning, remedy, status } = entryOf(code)
  return { type: `${base}${code}`, title: meaning[language], status, code, remedy: remedy[language], ...more }
}

/**
 * The problem for a failure of the service. If several refusals apply, the first sets code and status.
 *
 * @example
 * const answer = await handle(request)
 * if (answer._tag === "Left") return json(problemOf(answer.left, { regulation, language: "zh" }))
 */
export const problemOf = (error: ServiceError, options: ProblemOptions): Problem => {
  switch (error._tag) {
    case "Refused":
      return refused(error, options)
    case "Malformed":
      return problem("Malformed", options, { issues: error.issues })
    case "StoreFailed":
      return storageProblem(error.error, options)
    case "VaultFailed":
      return storageProblem(error.error, options)
    case "Conflict":
      return problem("Conflict", options, { detail: `${error.stream}@${error.actual}` })
    case "CommandIdReused":
      return problem("CommandIdReused", options, { detail: `${error.event.stream}@${error.event.revision}` })
    case "ClockBehind":
      return problem("ClockBehind", options, { detail: error.newest })
  }
}

/** The first refusal sets code and status; sentences and remedies of all refusals are included. */
const refused = (
  { refusals }: Extract<ServiceError, { readonly _tag: "Refused" }>,
  options: ProblemOptions,
): Problem => {
  const explained = refusals.map((refusal) => explain(refusal, options.regulation))
  const joined = (texts: ReadonlyArray<Bilingual>): string =>
    texts.map((text) => text[options.language]).join(options.language === "zh" ? "；" : "; ")
  return problem(refusals[0]?.code ?? "Malformed", options, {
    detail: joined(explained.map(({ sentence }) => sentence)),
    remedy: joined(explained.map(({ remedy }) => remedy)),
    refusals,
  })
}

/** The problem for a failure of a store or vault. Leaves out the technical reason, which only the operator should see. */
export const storageProblem = (error: StoreError | VaultError, options: ProblemOptions): Problem =>
  problem(error._tag, options)
