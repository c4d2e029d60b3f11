export { alterationsOf, type Alteration } from "./alterations.js"
export { forge, signHistory, type Change } from "./forge.js"
export { typedAlterations, type TypedAlterationOptions } from "./typed-alterations.js"
export {
  fileAlterations,
  type FileAlteration,
  type FileAlterationOptions,
  type FilesByPath,
} from "./file-alterations.js"
