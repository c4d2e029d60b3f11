export { parseAddress, scheme, type Address, type BadAddress } from "./address.js"
export type {
  AppendAnswer,
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
export type { Sequencer } from "./sequencer.js"
export { defaultTiming, storeOver, type EventStoreDbStore, type OnSilence, type Timing } from "./store.js"
