/**
 * SHA-256, by which a leaf names the one before it in its stream, and by which it stands in the log: the package's
 * `imports` say which one runs where.
 */
export { leafHash, sha256Hex } from "#hash"
