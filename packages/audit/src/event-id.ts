/** The expected id of an event, computed from RFC 9562 instead of by the library that the service uses. */
import { sha1Hex } from "@shifan/event-store"

const uuidBytes = 16

/**
 * UUID of version 5 (RFC 9562, section 5.5), with the command's id as namespace and the event's number as name.
 *
 * @param commandId a UUID in lower case.
 * @param number position of the event within its command, from 0.
 */
export const eventId = (commandId: string, number: number): string => {
  const name = String(number)
  const named = new Uint8Array(uuidBytes + name.length)
  for (let i = 0, at = 0; i < uuidBytes; i++, at += 2) {
    if (commandId.charCodeAt(at) === hyphen) at++
    named[i] = 16 * hexDigit(commandId.charCodeAt(at)) + hexDigit(commandId.charCodeAt(at + 1))
  }
  for (let i = 0; i < name.length; i++) named[uuidBytes + i] = name.charCodeAt(i)
  const hash = sha1Hex(named)
  const variant = (8 + (hexDigit(hash.charCodeAt(16)) % 4)).toString(16)
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

const [hyphen, zero, a] = [0x2d, 0x30, 0x61]

/** Value of a hexadecimal digit in lower case, given its character code. */
const hexDigit = (code: number): number => (code < a ? code - zero : code - a + 10)
