export { desk } from "./desk.js"
export type { AuditState, Defect, DeskDependencies, ErrorText } from "./dependencies.js"
