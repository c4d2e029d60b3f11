export { witnessRequest, type Asking } from "./asking.js"
export * from "./cadence.js"
export type { LeafDiffers, LeafFault, LogBroken } from "./growing.js"
export type { BehindKeptHead, Forked } from "./resuming.js"
export {
  newestHead,
  signCheckpoint,
  type OtherOrigin,
  type SignedCheckpoint,
  type Signing,
  type SigningFault,
} from "./signing.js"
