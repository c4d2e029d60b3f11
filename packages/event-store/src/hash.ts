/** SHA-256, by which a leaf names the one before it in its stream. */
import { hash } from "node:crypto"

/** In lower-case hex. */
export const sha256Hex = (bytes: Uint8Array): string => hash("sha256", bytes, "hex")
