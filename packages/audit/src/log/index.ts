export { parseAddCheckpoint, printAddCheckpoint, type AddCheckpoint, type MalformedRequest } from "./add-checkpoint.js"
export { witnessRequest, type Asking } from "./asking.js"
export * from "./cadence.js"
export * from "./cosignatures.js"
export type { LeafDiffers, LeafFault, LogBroken } from "./growing.js"
export type { Generation, HeadMoved, Heads, HeadsUnavailable } from "./heads.js"
export type { DamagedHead, KeptHead } from "./kept-head.js"
export * from "./keyring.js"
export * from "./policy-text.js"
export type { BehindKeptHead, Forked } from "./resuming.js"
export {
  newestHead,
  signCheckpoint,
  type OtherOrigin,
  type SignedCheckpoint,
  type Signing,
  type SigningFault,
} from "./signing.js"
export * from "./witness-answer.js"
export type * from "./witness-refusal.js"
export * from "./witnessing.js"
