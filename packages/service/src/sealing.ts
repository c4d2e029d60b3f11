import { createCipheriv, createDecipheriv, createHash, createHmac } from "node:crypto"
import type { Seal, Sealed } from "@shifan/core"
import type { KeyName, SealedValue } from "./vault.js"

// Personal data never reach the log: a commitment takes their place, and the vault keeps them encrypted. With a key per
// unit and era,
//   salt       = HMAC-SHA-256(key, "salt" ‖ 0 ‖ command id ‖ 0 ‖ path)
//   commitment = SHA-256("shifan/sealed/v1" ‖ 0 ‖ salt ‖ value in UTF-8).
// Without the salt, somebody could find a telephone number by hashing all possible ones.

const commitmentTag = "shifan/sealed/v1"

/** Seals the personal data of a command and collects the encrypted values for the vault. */
export interface Sealer {
  readonly seal: Seal
  /** The values sealed so far, for the vault. */
  readonly values: () => ReadonlyArray<SealedValue>
}

/** Makes a sealer. Deterministic: a repeated command gives the same commitments and ciphertexts. */
export const sealer = (name: KeyName, commandId: string, key: Uint8Array): Sealer => {
  const values: Array<SealedValue> = []
  return {
    seal: (path, value) => {
      values.push({ ...name, commandId, path, box: encrypt(key, commandId, path, value) })
      return commitmentTo(saltOf(key, commandId, path), value)
    },
    values: () => values,
  }
}

/** Salt of a commitment, 32 bytes. Value and salt together prove to an auditor what was committed to. */
export const saltOf = (key: Uint8Array, commandId: string, path: string): Uint8Array =>
  createHmac("sha256", key).update(`salt\0${commandId}\0${path}`).digest()

/**
 * Commitment to a value: SHA-256 in hex over a tag, the 32-byte salt and the value in UTF-8. Nobody who lacks the salt can
 * guess the value from it.
 */
export const commitmentTo = (salt: Uint8Array, value: string): Sealed => ({
  sealed: createHash("sha256").update(`${commitmentTag}\0`).update(salt).update(value, "utf8").digest("hex"),
})

/** AES-256-GCM. The nonce is derived from the value too, so that two values never share a nonce. */
const encrypt = (key: Uint8Array, commandId: string, path: string, value: string): Uint8Array => {
  const nonce = createHmac("sha256", key).update(`nonce\0${commandId}\0${path}\0${value}`).digest().subarray(0, 12)
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(`${commandId}\0${path}`))
  const ciphertext = Buffer.concat([cipher.update(value, "utf8"), cipher.final()])
  return Buffer.concat([nonce, ciphertext, cipher.getAuthTag()])
}

/** The value in clear; `undefined` if the box was not made with this key for this command and path. */
export const decrypt = (key: Uint8Array, { commandId, path, box }: SealedValue): string | undefined => {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, box.subarray(0, 12))
      .setAAD(Buffer.from(`${commandId}\0${path}`))
      .setAuthTag(box.subarray(-16))
    return Buffer.concat([decipher.update(box.subarray(12, -16)), decipher.final()]).toString("utf8")
  } catch {
    return undefined
  }
}
