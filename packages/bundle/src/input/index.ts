/** Accepts files to verify: a folder, a `.zip` of it, a proof, a statement or a receipt. */
export { limits, type Limits } from "./limits.js"
export { formatInputFault, type InputFault } from "./input-fault.js"
export { findBundle, subjectOf, type Evidence, type InputFile, type OpenedBundle, type Subject } from "./subject.js"
export { openZip } from "./zip-folder.js"
