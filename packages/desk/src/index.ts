export { desk } from "./desk.js"
export type {
  AuditState,
  Defect,
  DeskDependencies,
  ErrorText,
  ListedPlatform,
  ListToPublish,
  Publisher,
} from "./dependencies.js"
