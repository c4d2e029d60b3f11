export {
  parseCheckpoint,
  printCheckpoint,
  type Checkpoint,
  type MalformedCheckpoint,
  type TreeHead,
} from "./checkpoint.js"
export { emptyRange, extendRange, rangeRoot, type CompactRange } from "./compact-range.js"
export { proveConsistency, verifyConsistency, type ConsistencyClaim, type TreeSizes } from "./consistency.js"
export type { CryptoUnavailable } from "./ed25519.js"
export * from "./entry-bundle.js"
export type { FileTooLong } from "./file-size.js"
export { hashLength, rfc6962, sha256, treeHasher, type HashFunction, type TreeHasher } from "./hash.js"
export { readRoot, type HashReader } from "./hash-reader.js"
export { proveInclusion, verifyInclusion, type InclusionClaim, type LeafPosition } from "./inclusion.js"
export {
  isKeyName,
  parseNote,
  printNote,
  printNoteSignature,
  type MalformedNote,
  type MalformedSignature,
  type Note,
  type NoteFault,
  type NoteSignature,
  type TooManySignatures,
} from "./note.js"
export * from "./note-signing.js"
export * from "./note-verification.js"
export * from "./policy.js"
export { parsePolicy, type MalformedPolicy, type PolicyReason } from "./policy-file.js"
export type {
  FromEmptyTree,
  IndexOutsideTree,
  NotACount,
  Proof,
  ProofFault,
  RootMismatch,
  SizesReversed,
  WrongHashLength,
  WrongProofLength,
} from "./proof-fault.js"
export * from "./signer-key.js"
export * from "./tile-edge.js"
export { parseTilePath, tilePath, tileWidth, type BadTilePath, type TileName } from "./tile-name.js"
export * from "./tile-reader.js"
export * from "./tlog-proof.js"
export {
  parseVerifierKey,
  printKeyId,
  printVerifierKey,
  verifierKey,
  type KeyFault,
  type KeyType,
  type MalformedKey,
  type UnknownKeyType,
  type VerifierKey,
  type WrongKeyId,
} from "./verifier-key.js"
export { parseAddCheckpoint, printAddCheckpoint, type AddCheckpoint, type MalformedRequest } from "./add-checkpoint.js"
export { fromBase64, toBase64 } from "./base64.js"
export { concatBytes, sameBytes } from "./bytes.js"
export * from "./cosignatures.js"
export type { StoredHead, HeadMoved, HeadStore, HeadsUnavailable } from "./head-store.js"
export { toHex } from "./hex.js"
export { parseResumableHead, printResumableHead, type DamagedHead, type ResumableHead } from "./kept-head.js"
export * from "./keyring.js"
export { inclusionPath, type Subtree } from "./path.js"
export * from "./policy-text.js"
export * from "./witness-answer.js"
export type * from "./witness-refusal.js"
export * from "./witness.js"
export { newestOf } from "./witnessed-head.js"
