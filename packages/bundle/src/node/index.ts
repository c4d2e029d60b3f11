/** What needs Node: folders on disk. */
export { nodeFolder } from "./folder.js"
export { newNodeFolder } from "./new-folder.js"
