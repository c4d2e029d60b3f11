/**
 * Stores the map of all units at each published list as tiles next to the store, with the proof of the list's record. All
 * of it derives from the log and is verified before use; missing or wrong files are made again.
 */
import { existsSync } from "node:fs"
import { rm } from "node:fs/promises"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { memoryFolder, newMemoryFolder, writeUnitMap, type Folder, type NewFolder } from "@shifan/bundle"
import { newNodeFolder, nodeFolder } from "@shifan/bundle/node"
import type { UnitStanding } from "@shifan/core"
import { nodeHasher } from "@shifan/tlog/node"
import { replaceFile } from "../files.js"
import { readIfNamed } from "../input/read-file.js"
import { logFilesIn } from "../log/log-files.js"
import { folderOf } from "../store/store-address.js"
import type { Session } from "../store/session.js"

export interface StoredMap {
  readonly map: Folder
  /** C2SP tlog-proof of the list's record, under the checkpoint requested last. */
  readonly proof: Uint8Array | undefined
}

/** `undefined` if there is no folder to store it in. */
const pathOf = ({ address, vaultFile }: Session, revision: number): string | undefined =>
  vaultFile === undefined ? undefined : join(logFilesIn(folderOf(address, vaultFile)).units, String(revision))

const proofFile = (path: string): string => `${path}.tlog-proof`

/** @param revision of the list's record in its stream */
export const storedMap = (session: Session, revision: number): StoredMap | undefined => {
  const path = pathOf(session, revision)
  if (path === undefined || !existsSync(path)) return undefined
  const proof = existsSync(proofFile(path)) ? readIfNamed(proofFile(path)) : E.right(undefined)
  return { map: nodeFolder(path), proof: E.isRight(proof) ? proof.right : undefined }
}

/** Failing to store it does not matter: a missing map is made again. */
export const keepMap = async (
  session: Session,
  revision: number,
  standings: ReadonlyArray<UnitStanding>,
): Promise<void> => {
  const path = pathOf(session, revision)
  if (path === undefined) return
  await rm(path, { recursive: true, force: true }).catch(() => undefined)
  const folder = await newNodeFolder(path)()
  if (E.isRight(folder)) await writeInto(folder.right, standings)
}

export const keepProof = (session: Session, revision: number, proof: Uint8Array): void => {
  const path = pathOf(session, revision)
  if (path !== undefined && existsSync(path)) replaceFile(proofFile(path), proof)
}

/** In memory, for a log that is not stored here. */
export const mapInMemory = async (standings: ReadonlyArray<UnitStanding>): Promise<Folder> => {
  let files: ReadonlyMap<string, Uint8Array> = new Map()
  await writeInto(
    newMemoryFolder((written) => (files = new Map(written))),
    standings,
  )
  return memoryFolder(files)
}

const writeInto = async (folder: NewFolder, standings: ReadonlyArray<UnitStanding>): Promise<void> => {
  const written = await writeUnitMap(folder, standings, nodeHasher)
  if (E.isLeft(written)) await folder.discard()
  else await folder.publish()
}
