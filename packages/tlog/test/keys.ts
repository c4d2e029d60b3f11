/** Keys made from one byte each, so that the tests are the same every day. */
import { signerKey, verifierKey, type SignerKey, type SigningType, type VerifierKey } from "../src/index.js"
import { right, rightOf } from "./outcome.js"

export const signer = <T extends SigningType>(type: T, name: string, byte: number): Promise<SignerKey<T>> =>
  rightOf(signerKey(type, name, new Uint8Array(32).fill(byte)))

export const mlDsaKey = (name: string, byte: number): VerifierKey =>
  right(verifierKey("MlDsa44Cosignature", name, new Uint8Array(1312).fill(byte)))
