/** Paths of a log's files: keys, policy, checkpoints and heads. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import {
  acceptCheckpoint,
  isKeyName,
  parseKeyring,
  parsePolicy,
  printKeyring,
  printVerifierKey,
  signerKey,
  type Keyring,
  type KeyringFault,
  type LogKey,
} from "@shifan/tlog"
import type { CommandContext, Settings } from "../command-context.js"
import { replaceFile } from "../files.js"
import { readBytes } from "../input/read-file.js"
import { readOwnText } from "../input/text-encoding.js"
import type { FailureCode } from "../error-codes.js"
import { exits, failure, notFound, usage, type Failure } from "../result.js"
import { folderOf, parseAddress, vaultFileOf } from "../store/store-address.js"

/** They are next to the store, or for a cluster next to the vault. */
export interface LogFiles {
  /** Private keys, readable only by their owner. */
  readonly key: string
  /** C2SP tlog-policy: the keys to trust for this log. */
  readonly policy: string
  /** The newest signed checkpoint. */
  readonly checkpoint: string
  /** The newest checkpoint with enough cosignatures; witnesses may be days behind. */
  readonly witnessed: string
  /** A checkpoint with some cosignatures, but fewer than the policy requires. */
  readonly pending: string
  /** Folder of the signed heads; best a link to a folder on another disk. */
  readonly heads: string
  /** Number of heads and the newest of them, so that a head missing in that folder is noticed. */
  readonly headCount: string
  /** Folder with the map of all units at each published list. */
  readonly units: string
}

export const logFilesIn = (folder: string): LogFiles => ({
  key: join(folder, "shifan.key"),
  policy: join(folder, "policy"),
  checkpoint: join(folder, "checkpoint"),
  witnessed: join(folder, "checkpoint.witnessed"),
  pending: join(folder, "checkpoint.pending"),
  heads: join(folder, "shifan.heads"),
  headCount: join(folder, "shifan.heads.count"),
  units: join(folder, "shifan.units"),
})

export const logFilesOf = ({ store, vault }: Settings): E.Either<Failure, LogFiles> => {
  const address = parseAddress(store)
  if (E.isLeft(address)) return address
  return address.right._tag === "Memory"
    ? E.left(usage("memory:没有日志", "memory: has no log"))
    : E.right(logFilesIn(folderOf(address.right, vaultFileOf(address.right, vault))))
}

/** Default name of a log. Nobody owns this domain, so a bureau should choose its own name. */
export const defaultOrigin = (division: string): string => `gov.cn/${division}/shifan`

export const parseOrigin = (name: string): E.Either<Failure, string> =>
  isKeyName(name)
    ? E.right(name)
    : E.left(
        usage(
          `不能作为日志名称：${name}`,
          `not a name for a log: ${name}`,
          bilingual(
            "不含空格和加号，如gxj.example.gov.cn/shifan",
            "without spaces and pluses, such as gxj.example.gov.cn/shifan",
          ),
        ),
      )

export const newLogKey = async (
  { random }: Pick<CommandContext, "random">,
  type: LogKey["verifier"]["type"],
  origin: string,
): Promise<E.Either<Failure, LogKey>> => {
  const key =
    type === "Sm2" ? await signerKey("Sm2", origin, random(32))() : await signerKey("Ed25519", origin, random(32))()
  return E.isLeft(key) ? E.left(noKeyMade(key.left)) : key
}

export const noKeyMade = ({ _tag }: { readonly _tag: FailureCode }): Failure =>
  failure(exits.failure, _tag, "无法生成密钥", "the key could not be created")

export const readKeys = async (file: string): Promise<E.Either<Failure, Keyring>> => {
  if (!existsSync(file))
    return E.left({
      ...notFound(`没有日志密钥${file}`, `there is no log key at ${file}`),
      hint: bilingual("用shifan audit key new生成", "create one with shifan audit key new"),
    })
  const text = readOwnText(file)
  if (E.isLeft(text)) return text
  const keys = await parseKeyring(text.right)()
  return E.isLeft(keys) ? E.left(keyringFailure(file, keys.left)) : keys
}

/** The messages never quote the file, which contains private keys. */
const keyringFailure = (file: string, fault: KeyringFault): Failure => {
  const at = (zh: string, en: string): Failure => failure(exits.failure, fault._tag, `${file}${zh}`, `${file} ${en}`)
  switch (fault._tag) {
    case "MalformedKeyring":
      return at(`第${fault.line}行不是本日志的密钥`, `has no key of this log in line ${fault.line}`)
    case "NoKeys":
      return at("中没有密钥", "has no key in it")
    case "CryptoUnavailable":
      return at("无法使用：密码运算不可用", `cannot be used: ${fault.reason}`)
  }
}

export const writeKeys = (file: string, keys: Keyring): E.Either<Failure, void> =>
  replaceFile(file, printKeyring(keys), 0o600)

/** The public key as in policies and in the log's own leaves. */
export const vkeyOf = ({ verifier }: LogKey): string => printVerifierKey(verifier)

export interface HeadOptions {
  readonly checkpoint?: string
  readonly policy?: string
}

export const readPolicyFile = (settings: Settings, { policy }: HeadOptions): E.Either<Failure, Uint8Array> => {
  if (policy !== undefined) return readPolicyBytes(policy)
  const files = logFilesOf(settings)
  return E.isLeft(files) ? files : readPolicyBytes(files.right.policy)
}

/** Removes an editor's byte order mark and carriage returns. Names in a policy are octets, in any encoding. */
export const readPolicyBytes = (file: string): E.Either<Failure, Uint8Array> => {
  const bytes = readBytes(file)
  if (E.isLeft(bytes)) return bytes
  const octets = Buffer.from(bytes.right).toString("latin1")
  return E.right(Buffer.from(octets.replace(/^\xef\xbb\xbf/, "").replaceAll("\r\n", "\n"), "latin1"))
}

/** The largest checkpoint that the policy accepts; if it requires witnesses, this may not be the newest signed one. */
export const readHead = async (settings: Settings, options: HeadOptions): Promise<E.Either<Failure, Uint8Array>> => {
  if (options.checkpoint !== undefined) return readBytes(options.checkpoint)
  const files = logFilesOf(settings)
  if (E.isLeft(files)) return files
  const policyFile = readPolicyFile(settings, options)
  if (E.isLeft(policyFile)) return policyFile
  const policy = parsePolicy(policyFile.right)
  if (E.isLeft(policy)) return E.left(usage("信任策略不合格式", "the policy is malformed: it trusts nobody"))
  let newest: { readonly size: number; readonly note: Uint8Array } | undefined
  for (const file of [files.right.checkpoint, files.right.witnessed]) {
    if (!existsSync(file)) continue
    const note = readBytes(file)
    if (E.isLeft(note)) return note
    const accepted = await acceptCheckpoint(policy.right, note.right)()
    if (E.isLeft(accepted)) continue
    const { size } = accepted.right.checkpoint
    if (newest === undefined || size >= newest.size) newest = { size, note: note.right }
  }
  return newest === undefined ? E.left(noHead(files.right)) : E.right(newest.note)
}

const noHead = ({ checkpoint }: LogFiles): Failure => ({
  ...failure(
    exits.notFound,
    "NoCheckpoint",
    `${checkpoint}旁没有信任策略认可的检查点`,
    `there is no checkpoint at ${checkpoint} that the policy accepts`,
  ),
  hint: bilingual(
    "先运行shifan audit checkpoint；策略要求见证的，再取得见证（audit cosigned）",
    "run shifan audit checkpoint; if the policy requires witnesses, add their cosignatures (audit cosigned)",
  ),
})
