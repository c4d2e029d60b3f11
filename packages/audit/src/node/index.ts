/** What needs Node: folders on disk, and its own SHA-256. */
import { hash as digest } from "node:crypto"
import { treeHasher, type TreeHasher } from "../index.js"

export { fileHeads, headsByOrigin, makeHeads } from "./file-heads.js"
export { nodeFolder } from "./folder.js"
export { newNodeFolder } from "./new-folder.js"

/** Several times as fast as the portable one. */
export const nodeHasher: TreeHasher = treeHasher((bytes) => digest("sha256", bytes, "buffer"))
