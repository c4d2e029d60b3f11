/** A failure of the service as the problem that is answered over HTTP. */
import type { Bilingual, Language, Regulation } from "@shifan/core"
import { explain } from "@shifan/core/messages"
import type { StoreError } from "@shifan/event-store"
import type { ServiceError, VaultError } from "@shifan/service"
import type { Problem } from "../problem.js"
import { entryOf, type ErrorCode } from "./catalogue.js"

/** What a problem is told for: `type` is the address of an explanation, as `docs/errors.md#notcompetent`. */
export interface ProblemOptions {
  readonly regulation: Regulation
  readonly language: Language
  /** Before the code in `type`. Default: `about:blank#`. */
  readonly base?: string
}

/** The problem of a code, with whatever more there is to say of it. */
export const problem = (
  code: ErrorCode,
  { language, base = "about:blank#" }: ProblemOptions,
  more: Partial<Problem> = {},
): Problem => {
  const { meaning, remedy, status } = entryOf(code)
  return { type: `${base}${code}`, title: meaning[language], status, code, remedy: remedy[language], ...more }
}

/**
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

/** The first refusal gives the code and the status; the sentences and remedies are those of all. */
const refused = (
  { refusals }: Extract<ServiceError, { readonly _tag: "Refused" }>,
  options: ProblemOptions,
): Problem => {
  const explained = refusals.map((refusal) => explain(refusal, options.regulation))
  const told = (texts: ReadonlyArray<Bilingual>): string =>
    texts.map((text) => text[options.language]).join(options.language === "zh" ? "；" : "; ")
  return problem(refusals[0]?.code ?? "Malformed", options, {
    detail: told(explained.map(({ sentence }) => sentence)),
    remedy: told(explained.map(({ remedy }) => remedy)),
    refusals,
  })
}

/** Of a store or a vault: what is in the way is for whoever runs the service, and is not told to everybody. */
export const storageProblem = (error: StoreError | VaultError, options: ProblemOptions): Problem =>
  problem(error._tag, options)
