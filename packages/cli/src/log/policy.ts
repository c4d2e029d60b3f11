/** `audit policy`: the keys that a reader may trust for this log, and the number of witnesses required. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual } from "@shifan/core"
import { formatPolicyFault } from "@shifan/bundle"
import { addWitnessLine, parsePolicy, parseVerifierKey, printVerifierKey, type Policy, type Quorum } from "@shifan/tlog"
import { confirm } from "../confirm.js"
import { paint, say, type CommandContext } from "../command-context.js"
import { replaceFile } from "../files.js"
import { readOwnText } from "../input/text-encoding.js"
import { usage, type Failure, type Output } from "../result.js"
import { logFilesOf } from "./log-files.js"
import { readPolicy } from "./witness.js"

export const policyShow = async (context: CommandContext): Promise<E.Either<Failure, Output>> => {
  const files = logFilesOf(context.settings)
  if (E.isLeft(files)) return files
  const policy = readPolicy(files.right.policy)
  return E.isLeft(policy) ? policy : E.right(policyOutput(context, files.right.policy, policy.right))
}

export interface AddWitnessOptions {
  readonly url?: string
  readonly dryRun?: boolean
}

/** More than half of the witnesses must cosign, unless somebody chose another quorum. */
export const policyWitness = async (
  context: CommandContext,
  name: string,
  vkey: string,
  { url, dryRun = false }: AddWitnessOptions,
): Promise<E.Either<Failure, Output>> => {
  const files = logFilesOf(context.settings)
  if (E.isLeft(files)) return files
  const file = files.right.policy
  const text = readOwnText(file)
  if (E.isLeft(text)) return text
  const key = parseVerifierKey(vkey)
  if (E.isLeft(key))
    return E.left({
      ...usage(`不是公钥：${vkey}`, `not a public key: ${vkey}`),
      hint: bilingual(
        "由见证机关以audit key witness生成并提供",
        "the witness creates it with audit key witness and hands it over",
      ),
    })
  const added = addWitnessLine(text.right, { name, key: key.right, ...(url === undefined ? {} : { url }) })
  if (E.isLeft(added)) return E.left(notAdded(file, added.left))
  const policy = parsePolicy(new TextEncoder().encode(added.right))
  if (E.isLeft(policy)) return E.left(notAdded(file, policy.left))
  const output = policyOutput(context, file, policy.right)
  if (dryRun) return E.right({ ...output, json: { ...output.json, dryRun } })
  const agreed = await confirm(context, output.text)
  if (E.isLeft(agreed)) return agreed
  const written = replaceFile(file, added.right)
  return E.isLeft(written) ? written : E.right(output)
}

const notAdded = (file: string, fault: Parameters<typeof formatPolicyFault>[0]): Failure => {
  const { zh, en } = formatPolicyFault(fault)
  return usage(`不能加入${file}：${zh}`, `it cannot be added to ${file}: ${en}`)
}

const policyOutput = (context: CommandContext, file: string, policy: Policy): Output => {
  const { logs, witnesses, quorum } = policy
  const caution = cautionOf(policy)
  const label = (text: Bilingual): string => say(context, text)
  return {
    json: {
      file,
      logs: logs.map(({ key }) => printVerifierKey(key)),
      witnesses: witnesses.map(({ name, key, url }) => ({ name, vkey: printVerifierKey(key), url: url ?? null })),
      quorum: quorum._tag === "None" ? null : { name: quorum.name, says: say(context, quorumText(quorum)) },
    },
    text: [
      ...logs.map(({ key }) => `${label(bilingual("日志公钥", "log     "))} ${printVerifierKey(key)}`),
      ...witnesses.map(
        ({ name, key }) => `${label(bilingual("见证人　", "witness "))} ${name}  ${printVerifierKey(key)}`,
      ),
      `${label(bilingual("见证要求", "quorum  "))} ${say(context, quorumText(quorum))}`,
      ...(caution === undefined ? [] : [paint(context, "yellow", say(context, caution))]),
    ].join("\n"),
  }
}

const quorumText = (quorum: Quorum): Bilingual => {
  switch (quorum._tag) {
    case "None":
      return bilingual("不要求见证", "no witness is required")
    case "Witness":
      return bilingual(`${quorum.name}见证`, quorum.name)
    case "Group": {
      const { threshold, members } = quorum
      const names = members.map(({ name }) => name)
      return bilingual(
        `${names.join("、")}中至少${threshold}家见证`,
        `${threshold} of ${members.length}: ${names.join(", ")}`,
      )
    }
  }
}

/** Warning about a weak policy; `undefined` if it requires more than one witness. */
export const cautionOf = ({ witnesses, quorum }: Policy): Bilingual | undefined => {
  if (quorum._tag === "None")
    return witnesses.length === 0
      ? bilingual(
          "没有见证人：没有第三方担保日志只有一个版本",
          "no witness: no third party vouches that there is only one version of the log",
        )
      : bilingual(
          "列有见证人而不要求见证（quorum none）：见证形同虚设",
          "it lists witnesses but requires none (quorum none), so they have no effect",
        )
  return quorum._tag === "Witness"
    ? bilingual(
        "只靠一家见证：它与本局串通，或丢失所留存的，就没有别人知道；最好有三家",
        "everything rests on one witness: if it colludes or loses its records, nobody else knows; better have three",
      )
    : undefined
}
