/** The parts of a log that need Node: native hashing, writes that survive a power cut, and head stores in folders. */
import { hash as digest } from "node:crypto"
import { treeHasher, type TreeHasher } from "../merkle-tree.js"

export { createFolders } from "./create-folders.js"
export { syncFolder, writeDurably } from "./durable-files.js"
export { createHeadFolder, fileHeadStore, fileHeadStoresByOrigin, originHash } from "./head-folder.js"

/** SHA-256 from `node:crypto`, several times as fast as the portable one. */
export const nodeHasher: TreeHasher = treeHasher((bytes) => digest("sha256", bytes, "buffer"))
