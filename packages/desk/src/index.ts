export { desk } from "./desk.js"
export type { AuditState, DeskDependencies, ErrorText } from "./dependencies.js"
