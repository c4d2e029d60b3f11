export { timestampRequest } from "./request.js"
export {
  matchTimestamp,
  readTimestampResponse,
  type MalformedTimestamp,
  type Timestamp,
  type TimestampMismatch,
  type TimestampRefused,
} from "./response.js"
