/** What needs Node: heads kept in a folder, files written durably, and Node's own SHA-256. */
import { hash as digest } from "node:crypto"
import { treeHasher, type TreeHasher } from "../hash.js"

export { syncFolder, writeDurably } from "./durable-file.js"
export { fileHeadStore, fileHeadStoresByOrigin, createHeadFolder } from "./file-head-store.js"

/** Several times as fast as the portable one. */
export const nodeHasher: TreeHasher = treeHasher((bytes) => digest("sha256", bytes, "buffer"))
