import { hash as digest } from "node:crypto"
import { treeHasher, type TreeHasher } from "../merkle-tree.js"

export { syncFolder, writeDurably } from "./durable-file.js"
export { createHeadFolder, fileHeadStore, fileHeadStoresByOrigin } from "./file-head-store.js"

/** SHA-256 by Node itself, several times as fast as the portable one. */
export const nodeHasher: TreeHasher = treeHasher((bytes) => digest("sha256", bytes, "buffer"))
