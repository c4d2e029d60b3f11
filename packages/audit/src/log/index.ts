export { witnessRequest, type Asking } from "./witness-request.js"
export * from "./periodic-signing.js"
export type { LeafDiffers, LeafFault, LogBroken } from "./range-builder.js"
export type { BehindKeptHead, Forked } from "./resume.js"
export {
  newestHead,
  signCheckpoint,
  type OtherOrigin,
  type SignedCheckpoint,
  type Signing,
  type SigningFault,
} from "./signing.js"
