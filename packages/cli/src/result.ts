/** What a command comes to: something to show, or a failure with its exit code. Printed in one place, `edge.ts`. */
import { type Bilingual, bilingual, type FormIssue, type ProvisionId } from "@shifan/core"

/** The exit codes of the command line. */
export const exits = {
  done: 0,
  failure: 1,
  usage: 2,
  refused: 3,
  verificationFailed: 4,
  conflict: 5,
  notFound: 6,
  findings: 10,
} as const

export type Exit = (typeof exits)[keyof typeof exits]

export interface Output {
  /** For `--json`: an object, which gets its `schemaVersion` at the edge, or a list. */
  readonly json: Readonly<Record<string, unknown>> | ReadonlyArray<unknown>
  readonly text: string
  readonly exit?: Exit
}

/** `--exit-code`: that there are findings is told by the exit as well. */
export interface FindingFlags {
  readonly exitCode?: boolean
}

export const exitWith = (findings: ReadonlyArray<unknown>, { exitCode = false }: FindingFlags): Exit =>
  exitCode && findings.length > 0 ? exits.findings : exits.done

export interface Failure {
  readonly exit: Exit
  readonly code: string
  readonly message: Bilingual
  readonly provisions?: ReadonlyArray<ProvisionId>
  readonly figures?: unknown
  readonly hint?: Bilingual
  /** A line each, below the message. */
  readonly details?: ReadonlyArray<Bilingual>
}

export const usage = (zh: string, en: string, hint?: Bilingual): Failure => ({
  exit: exits.usage,
  code: "Usage",
  message: bilingual(zh, en),
  ...(hint === undefined ? {} : { hint }),
})

export const notFound = (zh: string, en: string): Failure => ({
  exit: exits.notFound,
  code: "NotFound",
  message: bilingual(zh, en),
})

/** Everything wrong with a form, a line each: where, what was expected, what was got. */
export const malformed = (where: string, issues: ReadonlyArray<FormIssue>): Failure => ({
  exit: exits.usage,
  code: "Malformed",
  message: bilingual(
    `${where}有${issues.length}处错误`,
    `${where}: ${issues.length} ${issues.length === 1 ? "fault" : "faults"}`,
  ),
  figures: issues,
  details: issues.map(({ path, expected, got, nearest }) => {
    const hint = nearest === undefined ? ["", ""] : [`；是否应为“${nearest}”`, `; did you mean ${nearest}?`]
    const at = path === "" ? where : path
    return bilingual(
      `${at}：应为${expected.zh}，实为${got}${hint[0]}`,
      `${at}: expected ${expected.en}, got ${got}${hint[1]}`,
    )
  }),
})
