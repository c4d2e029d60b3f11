/** `audit verify`: checks everything in a store, a bundle, a proof or a statement (art. 16). */
import * as E from "fp-ts/lib/Either.js"
import { auditFaultNames, type LogFault } from "@shifan/audit"
import { bilingual, type Bilingual } from "@shifan/core"
import { paint, say, type CommandContext } from "../command-context.js"
import { exits, usage, type Failure, type Output } from "../result.js"
import { inSession, type Session } from "../store/session.js"
import { checkSentence, checkStore, type StoreCheck } from "./check-store.js"
import { handedFile, type HandedFile } from "./handed-file.js"
import { verifyBundleAt, type VerifyBundleOptions } from "./verify-bundle.js"
import { verifyProofAt, type VerifyProofOptions } from "./verify-proof.js"
import { verifyStatementAt } from "./verify-statement.js"

/** `report`, `leavesOnly` and `record` each apply to one kind of input; with the others they are refused. */
export interface VerifyOptions extends VerifyBundleOptions, VerifyProofOptions {}

/** `what`: a bundle, its `.zip`, a proof, a statement, or a store; by default the configured store. */
export const auditVerify = async (
  context: CommandContext,
  what: string | undefined,
  options: VerifyOptions,
): Promise<E.Either<Failure, Output>> => {
  const { settings } = context
  const handed: E.Either<Failure, HandedFile> =
    what === undefined ? E.right({ _tag: "Store", address: settings.store }) : handedFile(what)
  if (E.isLeft(handed)) return handed
  const misplaced = misplacedOptions(handed.right, options)
  if (misplaced !== undefined) return E.left(misplaced)
  switch (handed.right._tag) {
    case "Bundle":
    case "Zip":
      return verifyBundleAt(context, handed.right.path, options)
    case "Proof":
      return verifyProofAt(context, handed.right.path, options)
    case "Statement":
      return verifyStatementAt(context, handed.right.path, options)
    case "Store":
      return verifyStore({ ...context, settings: { ...settings, store: handed.right.address } }, options)
  }
}

const flags = [
  ["kept", "--kept"],
  ["policy", "--policy"],
  ["report", "--report"],
  ["leavesOnly", "--leaves-only"],
  ["record", "--record"],
] as const

type VerifyOption = (typeof flags)[number][0]

interface AcceptedOptions {
  readonly name: Bilingual
  readonly options: ReadonlyArray<VerifyOption>
}

const ofBundle: AcceptedOptions = {
  name: bilingual("核验包", "a bundle"),
  options: ["kept", "policy", "report", "leavesOnly"],
}

const accepted: { readonly [K in HandedFile["_tag"]]: AcceptedOptions } = {
  Bundle: ofBundle,
  Zip: ofBundle,
  Proof: { name: bilingual("证明", "a proof"), options: ["kept", "policy", "record"] },
  Statement: { name: bilingual("单位状况证明", "a statement"), options: ["kept", "policy"] },
  Store: { name: bilingual("存储", "a store"), options: ["kept", "policy"] },
}

const misplacedOptions = ({ _tag }: HandedFile, options: VerifyOptions): Failure | undefined => {
  const { name, options: known } = accepted[_tag]
  const others = flags
    .filter(([option]) => options[option] !== undefined && !known.includes(option))
    .map(([, flag]) => flag)
  return others.length === 0
    ? undefined
    : usage(`${others.join("、")}不用于${name.zh}`, `${others.join(", ")}: does not apply to ${name.en}`)
}

/** Exit 4 if anything does not hold. */
export const verifyStore = (
  context: CommandContext,
  options: Pick<VerifyOptions, "kept" | "policy"> = {},
): Promise<E.Either<Failure, Output>> =>
  inSession(context, { readOnly: true }, async (session) => {
    const checked = await checkStore(context, session, options)
    return E.isLeft(checked) ? checked : E.right(verdictOutput(context, session, checked.right))
  })

const verdictOutput = (context: CommandContext, session: Session, check: StoreCheck): Output => {
  const { holds, verdict, publications, damage, beside, heads, pending } = check
  const { faults, ...numbers } = verdict
  return {
    json: {
      holds,
      ...numbers,
      ...(session.file === undefined ? { pending } : {}),
      publications,
      integrity: damage,
      heads: heads.map(({ from, head: { size } }) => ({ from, size })),
      unsound: beside,
      faults: faults.map(faultJson),
    },
    text: [
      ...damage.map((line) => paint(context, "red", line)),
      ...faults.map((fault) => faultLines(context, fault)),
      ...beside.map((says) => `${paint(context, "red", "✗")} ${say(context, says)}`),
      ...(pending === 0 ? [] : [say(context, notInLog(pending))]),
      paint(context, holds ? "green" : "red", say(context, checkSentence(check))),
    ].join("\n"),
    exit: holds ? exits.done : exits.verificationFailed,
  }
}

const notInLog = (events: number): Bilingual =>
  bilingual(
    `${events}条事件尚未编入日志，audit checkpoint时编入`,
    `${events} events are not in the log yet: audit checkpoint adds them`,
  )

const faultJson = ({ code, place: { index, stream, revision }, expected, found }: LogFault) => ({
  index,
  stream,
  revision,
  code,
  expected: expected.en,
  found: found.en,
})

const faultLines = (context: CommandContext, { code, place, expected, found }: LogFault): string => {
  const { index, stream, revision } = place
  return [
    `${paint(context, "red", "✗")} #${index} ${stream}@${revision} ${say(context, bilingual(auditFaultNames[code].zh, `${code}: ${auditFaultNames[code].en}`))}`,
    `    ${say(context, bilingual("应为", "expected"))}: ${say(context, expected)}`,
    `    ${say(context, bilingual("实为", "found"))}: ${say(context, found)}`,
  ].join("\n")
}
