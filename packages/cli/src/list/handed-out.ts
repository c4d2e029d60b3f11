/** Records with a publication the SHA-256 of the verifier page and the policy, which readers use, and the last signed head. */
import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { latestHead } from "@shifan/audit"
import { bilingual, type Bilingual, type Publication } from "@shifan/core"
import { toHex } from "@shifan/tlog"
import { fileHeadStore } from "@shifan/tlog/node"
import { verifierPage } from "@shifan/verifier"
import type { Settings } from "../command-context.js"
import { readBytes } from "../input/read-file.js"
import type { Failure } from "../result.js"
import { signingFailure } from "../log/log-failures.js"
import { logFilesOf } from "../log/log-files.js"

export interface HandedOutFiles {
  /** The verifier page; by default the one that `audit verifier` writes. */
  readonly verifier?: string | undefined
  /** The policy; by default the one next to the store. */
  readonly policy?: string | undefined
}

export type HandedOut = Pick<Publication, "verifier" | "policy" | "head">

export interface HandedOutBytes {
  readonly verifier?: Uint8Array
  readonly policy?: Uint8Array
}

/** Omits missing files: a store without a log has no policy, and an unbuilt repository has no page. */
export const handedOutFiles = async (
  settings: Settings,
  { verifier, policy }: HandedOutFiles = {},
): Promise<E.Either<Failure, HandedOutBytes>> => {
  const page = verifier === undefined ? E.right(await ownPage()) : readBytes(verifier)
  if (E.isLeft(page)) return page
  const policyFile = policy ?? policyBeside(settings)
  const whom = policyFile === undefined ? E.right(undefined) : readBytes(policyFile)
  if (E.isLeft(whom)) return whom
  return E.right({
    ...(page.right === undefined ? {} : { verifier: page.right }),
    ...(whom.right === undefined ? {} : { policy: whom.right }),
  })
}

export const handedOut = async (
  settings: Settings,
  logSize: number,
  named: HandedOutFiles,
): Promise<E.Either<Failure, HandedOut>> => {
  const files = await handedOutFiles(settings, named)
  if (E.isLeft(files)) return files
  const { verifier, policy } = files.right
  const head = await signedHead(settings, logSize)
  if (E.isLeft(head)) return head
  return E.right({
    ...(head.right === undefined ? {} : { head: head.right }),
    ...(verifier === undefined ? {} : { verifier: digestOf(verifier) }),
    ...(policy === undefined ? {} : { policy: digestOf(policy) }),
  })
}

/**
 * The newest stored head, if the list includes all its leaves. If the stored heads are lost, the log itself then shows what
 * was signed. If they are already lost, publishing fails, because the next signature might be a fork.
 */
const signedHead = async (settings: Settings, logSize: number): Promise<E.Either<Failure, Publication["head"]>> => {
  const files = logFilesOf(settings)
  if (E.isLeft(files) || !existsSync(files.right.heads)) return E.right(undefined)
  const latest = await latestHead(fileHeadStore(files.right.heads, files.right.headCount))()
  if (E.isLeft(latest)) return E.left(signingFailure(latest.left))
  const { head } = latest.right
  if (head === undefined || head.size > logSize) return E.right(undefined)
  return E.right({ origin: head.origin, size: head.size, root: `sha256:${toHex(head.root)}` })
}

const ownPage = async (): Promise<Uint8Array | undefined> => {
  const page = await verifierPage()
  return E.isRight(page) ? page.right : undefined
}

const policyBeside = (settings: Settings): string | undefined => {
  const files = logFilesOf(settings)
  return E.isRight(files) && existsSync(files.right.policy) ? files.right.policy : undefined
}

const digestOf = (bytes: Uint8Array): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`

/** One line for each, to publish with the list: readers compare their own files with them. */
export const handedOutLines = ({ verifier, policy }: HandedOut): ReadonlyArray<Bilingual> => [
  verifier === undefined
    ? bilingual(
        "未记录核验页的摘要：核验页尚未生成（npm run build，或--verifier）",
        "no verifier page is recorded: it was not built (npm run build, or --verifier)",
      )
    : bilingual(`核验页 ${verifier}`, `verifier page: ${verifier}`),
  policy === undefined
    ? bilingual(
        "未记录信任策略的摘要：尚未建立日志（audit checkpoint，或--policy）",
        "no policy is recorded: there is no log yet (audit checkpoint, or --policy)",
      )
    : bilingual(`信任策略 ${policy}`, `policy: ${policy}`),
]
