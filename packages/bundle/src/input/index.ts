/** What somebody hands over to be verified: a folder of files, a `.zip` of it, a proof. */
export { limits, type Limits } from "./limits.js"
export {
  findBundle,
  formatInputFault,
  subjectOf,
  type InputFault,
  type InputFile,
  type OpenedBundle,
  type Subject,
} from "./subject.js"
export { openZip } from "./zip-folder.js"
