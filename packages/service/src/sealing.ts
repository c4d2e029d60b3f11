/**
 * Sealing personal data at the door. salt = HMAC-SHA-256(unit's key, command id ‖ 0 ‖ path);
 * commitment = SHA-256(tag ‖ 0 ‖ salt ‖ value in UTF-8). The salt keeps a telephone number from being found by trial.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac } from "node:crypto"
import type { Seal, Sealed } from "@shifan/core"
import type { KeyName, SealedValue } from "./vault.js"

const tag = "shifan/sealed/v1"

export interface Sealer {
  readonly seal: Seal
  /** What the vault is to keep of everything sealed so far. */
  readonly values: () => ReadonlyArray<SealedValue>
}

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

/** 32 bytes: with the value, what opens a commitment to an auditor in scope. */
export const saltOf = (key: Uint8Array, commandId: string, path: string): Uint8Array =>
  createHmac("sha256", key).update(`salt\0${commandId}\0${path}`).digest()

export const commitmentTo = (salt: Uint8Array, value: string): Sealed => ({
  sealed: createHash("sha256").update(`${tag}\0`).update(salt).update(value, "utf8").digest("hex"),
})

/** The nonce hangs on the value too, so that no two values are ever encrypted under one. */
const encrypt = (key: Uint8Array, commandId: string, path: string, value: string): Uint8Array => {
  const nonce = createHmac("sha256", key).update(`nonce\0${commandId}\0${path}\0${value}`).digest().subarray(0, 12)
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(`${commandId}\0${path}`))
  const sealed = Buffer.concat([cipher.update(value, "utf8"), cipher.final()])
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()])
}

/** `undefined` when the box is not of this key, command and path. */
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
