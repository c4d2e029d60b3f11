export { bitCount, flipBit, utf8 } from "./bytes.js"
export { must, right } from "./either.js"
export { nodeFlags } from "./node-flags.js"
export { asOrdinaryUser, setPermissions, temporaryFolder } from "./temporary-folder.js"
