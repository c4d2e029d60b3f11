/**
 * Input that may be larger than memory: it is read in parts, and more than once. A file is kept open, so renaming or
 * replacing it has no effect; writes to it between reads are detected. Standard input can be read only once, so if it is
 * too large to hold it goes to an unlinked file, which disappears with the process however that ends.
 */
import { hash } from "node:crypto"
import { closeSync, constants, fstatSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual } from "@shifan/core"
import { notWrittenFor } from "../files.js"
import { exits, failure, type Failure } from "../result.js"
import { errorCode } from "../system-errors.js"
import { tooLarge, unreadable } from "./read-failures.js"
import { inputName, openToRead, type StandardInput } from "./read-file.js"

export interface LongInput {
  /** From the first byte. Ends after a `Left`: the content has changed since the first read. */
  readonly parts: () => Iterable<E.Either<Failure, Uint8Array>>
  /** The whole input in memory. */
  readonly whole: () => E.Either<Failure, Uint8Array>
  readonly close: () => void
}

/** In bytes. Processing a part, between two turns of the event loop, takes some milliseconds. */
const partSize = 1 << 16

export interface LongInputOptions {
  /** Maximum length in bytes. */
  readonly limit: number
  /** Length in bytes up to which input is held in memory; 16 MiB by default. */
  readonly held?: number
}

/** `-` is standard input. */
export const openLongInput = async (
  terminal: StandardInput,
  file: string,
  { limit, held = 1 << 24 }: LongInputOptions,
): Promise<E.Either<Failure, LongInput>> =>
  file === "-" ? spooled(terminal, { limit, held }) : E.chain(inputOfFile(file, held))(openToRead(file, limit))

export const heldInput = (bytes: Uint8Array): LongInput => ({
  parts: function* () {
    for (let at = 0; at < bytes.length; at += partSize) yield E.right(bytes.subarray(at, at + partSize))
  },
  whole: () => E.right(bytes),
  close: () => {},
})

const inputOfFile =
  (file: string, held: number) =>
  (descriptor: number): E.Either<Failure, LongInput> => {
    const { size } = fstatSync(descriptor)
    const input = inputAt(descriptor, size, inputName(file), () => {})
    if (size > held) return E.right(input)
    const bytes = input.whole()
    input.close()
    return E.isLeft(bytes) ? bytes : E.right(heldInput(bytes.right))
  }

/** @param onClose called after the descriptor is closed */
const inputAt = (descriptor: number, size: number, name: Bilingual, onClose: () => void): LongInput => {
  const before = timesOf(descriptor)
  /** Digest of each part at its first read. */
  const digests: Array<string> = []

  const partAt = (index: number): E.Either<Failure, Uint8Array> => {
    const from = index * partSize
    const part = new Uint8Array(Math.min(partSize, size - from))
    for (let length = 0; length < part.length;) {
      const read = readSync(descriptor, part, length, part.length - length, from + length)
      if (read === 0) return E.left(changed(name))
      length += read
    }
    const digest = hash("sha256", part)
    digests[index] ??= digest
    return digests[index] === digest ? E.right(part) : E.left(changed(name))
  }

  function* parts(): Generator<E.Either<Failure, Uint8Array>> {
    try {
      if (timesOf(descriptor) !== before) return yield E.left(changed(name))
      for (let index = 0; index * partSize < size; index++) {
        const part = partAt(index)
        yield part
        if (E.isLeft(part)) return
      }
    } catch (thrown) {
      yield E.left(unreadable(name.en, thrown))
    }
  }

  return {
    parts,
    whole: () => E.map((all: ReadonlyArray<Uint8Array>) => Buffer.concat(all))(E.sequenceArray([...parts()])),
    close: () => {
      closeSync(descriptor)
      onClose()
    },
  }
}

/** A file that grew or was written to has different times or another size. */
const timesOf = (descriptor: number): string => {
  const { size, mtimeNs } = fstatSync(descriptor, { bigint: true })
  return `${size}:${mtimeNs}`
}

const changed = ({ zh, en }: Bilingual): Failure => ({
  ...failure(
    exits.failure,
    "FileChanged",
    `${zh}在读取期间被改动，其余未予办理`,
    `${en} was changed while it was read: the rest of it was not carried out`,
  ),
  hint: bilingual("待其不再改动后再次运行", "run it again when nobody writes to it any more"),
})

const spooled = async (
  terminal: StandardInput,
  { limit, held }: Required<LongInputOptions>,
): Promise<E.Either<Failure, LongInput>> => {
  const name = inputName("-")
  const parts: Array<Uint8Array> = []
  let spool: Spool | undefined
  let size = 0
  try {
    for await (const part of terminal.input()) {
      size += part.length
      if (size > limit) {
        spool?.close()
        return E.left(tooLarge(name, size, limit))
      }
      if (spool === undefined && size > held) {
        spool = openSpool()
        for (const earlier of parts.splice(0)) spool.write(earlier)
      }
      if (spool === undefined) parts.push(part)
      else spool.write(part)
    }
  } catch (thrown) {
    spool?.close()
    return E.left(notWrittenFor(tmpdir(), errorCode(thrown)))
  }
  return E.right(
    spool === undefined ? heldInput(Buffer.concat(parts)) : inputAt(spool.descriptor, size, name, spool.remove),
  )
}

interface Spool {
  readonly descriptor: number
  readonly write: (bytes: Uint8Array) => void
  readonly remove: () => void
  readonly close: () => void
}

/** Readable only by the owner: applications contain personal data. */
const openSpool = (): Spool => {
  const folder = mkdtempSync(join(tmpdir(), "shifan-"))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  const descriptor = openSync(join(folder, "input"), constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600)
  try {
    remove()
  } catch {
    // Where open files cannot be unlinked, it is removed on close.
  }
  return {
    descriptor,
    write: (bytes) => {
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at)
    },
    remove,
    close: () => {
      closeSync(descriptor)
      remove()
    },
  }
}
