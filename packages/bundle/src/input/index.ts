/** What somebody hands over to be verified: a folder of files, a `.zip` of it, a proof. */
export {
  findBundle,
  formatInputFault,
  limits,
  subjectOf,
  type InputFault,
  type InputFile,
  type Limits,
  type OpenedBundle,
  type Subject,
} from "./subject.js"
export { openZip } from "./zip-folder.js"
