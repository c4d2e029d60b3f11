import { appendFileSync, readdirSync, renameSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { afterEach, describe, expect, it, vi } from "vitest"
import { temporaryFolder } from "@shifan/testkit/basics"
import { openLongInput, type LongInput } from "../../src/input/long-input.js"
import type { Failure } from "../../src/result.js"

const content = Buffer.from(Array.from({ length: 200_000 }, (_, i) => i % 251))
const noInput = { input: () => [] }
/** The limit in memory is so small that all inputs here are read from a file. */
const options = { limit: 1_000_000, held: 1000 }

const opened = (input: E.Either<Failure, LongInput>): LongInput => {
  if (E.isLeft(input)) throw new Error(input.left.message.en)
  return input.right
}

/** All parts together, and the code of the failure that ends them. */
const readOf = ({ parts }: LongInput): { readonly bytes: Buffer; readonly fault?: string } => {
  const all: Array<Uint8Array> = []
  for (const part of parts()) {
    if (E.isLeft(part)) return { bytes: Buffer.concat(all), fault: part.left.code }
    all.push(part.right)
  }
  return { bytes: Buffer.concat(all) }
}

/** In seconds, to reset the times of a file. */
const longAgo = 1_000_000_000

const inFile = async (): Promise<{ readonly file: string; readonly input: LongInput }> => {
  const file = join(temporaryFolder(), "commands.jsonl")
  writeFileSync(file, content)
  utimesSync(file, longAgo, longAgo)
  return { file, input: opened(await openLongInput(noInput, file, options)) }
}

describe("a long file", () => {
  it("gives the same content each time it is read, even if another file takes its place", async () => {
    const { file, input } = await inFile()
    expect(readOf(input)).toEqual({ bytes: content })
    writeFileSync(`${file}.other`, "something else")
    renameSync(`${file}.other`, file)
    expect(readOf(input)).toEqual({ bytes: content })
    expect(input.whole()).toEqual(E.right(content))
    input.close()
  })

  it("is reported as changed before the first altered part, even if its times are unchanged", async () => {
    const { file, input } = await inFile()
    readOf(input)
    const altered = Buffer.from(content)
    altered[150_000] = 255
    writeFileSync(file, altered)
    utimesSync(file, longAgo, longAgo)
    expect(readOf(input)).toEqual({ bytes: content.subarray(0, 131_072), fault: "FileChanged" })
    input.close()
  })

  it("is reported as changed at once if it has grown", async () => {
    const { file, input } = await inFile()
    readOf(input)
    appendFileSync(file, "more")
    expect(readOf(input)).toEqual({ bytes: Buffer.alloc(0), fault: "FileChanged" })
    input.close()
  })
})

describe("standard input", () => {
  afterEach(() => void vi.unstubAllEnvs())

  const spooled = async (parts: ReadonlyArray<Uint8Array>) => {
    const folder = temporaryFolder()
    vi.stubEnv("TMPDIR", folder)
    return { folder, input: await openLongInput({ input: () => parts }, "-", options) }
  }

  it("that is too large for memory can be read again, and has no visible file even while it is open", async () => {
    const { folder, input } = await spooled([content.subarray(0, 70_000), content.subarray(70_000)])
    expect(readdirSync(folder)).toEqual([])
    expect(readOf(opened(input))).toEqual({ bytes: content })
    expect(readOf(opened(input))).toEqual({ bytes: content })
    opened(input).close()
    expect(readdirSync(folder)).toEqual([])
  })

  it("beyond the limit is refused, and no file of it remains", async () => {
    const { folder, input } = await spooled(Array.from({ length: 6 }, () => content))
    expect(input).toMatchObject(E.left({ code: "FileTooLarge" }))
    expect(readdirSync(folder)).toEqual([])
  })

  it("that cannot be stored is refused", async () => {
    vi.stubEnv("TMPDIR", join(temporaryFolder(), "gone"))
    expect(await openLongInput({ input: () => [content] }, "-", options)).toMatchObject(E.left({ code: "NotWritten" }))
  })
})
