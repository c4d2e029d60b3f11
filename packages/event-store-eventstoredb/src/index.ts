export { parseAddress, scheme, type Address, type BadAddress } from "./address.js"
export type {
  AppendCall,
  Answer,
  Driver,
  ExactRevision,
  Failure,
  Listener,
  LogPosition,
  ReadCall,
  Recorded,
} from "./driver.js"
export { openEventStoreDb, type CaUnreadable, type OpenError } from "./open.js"
export { defaultTiming, storeOver, type Timing } from "./store.js"
