/** Random ways to corrupt a bundle. Some have no effect, which the properties allow for. */
import fc from "fast-check"
import { testSigner } from "@shifan/testkit/tlog"
import { type Files, origin, signedHead } from "./sample-bundle.js"

export type Spoiling = (files: ReadonlyMap<string, Uint8Array>) => Files

type Bytes = Uint8Array

const joined = (...parts: ReadonlyArray<Bytes>): Bytes => new Uint8Array(Buffer.concat(parts))

/** Changes the content of one file; `which` wraps around. */
const inFile =
  (which: number, change: (content: Bytes) => Bytes): Spoiling =>
  (files) => {
    const [path, content] = [...files][which % files.size] ?? []
    return path === undefined || content === undefined ? new Map(files) : new Map(files).set(path, change(content))
  }

/** Changes one byte of the content; `at` wraps around. */
const atByte =
  (at: number, change: (byte: number) => number) =>
  (content: Bytes): Bytes =>
    content.map((byte, i) => (i === at % content.length ? change(byte) : byte))

const flipBits = fc
  .record({ which: fc.nat(), at: fc.nat(), bits: fc.integer({ min: 1, max: 255 }) })
  .map(({ which, at, bits }) =>
    inFile(
      which,
      atByte(at, (byte) => byte ^ bits),
    ),
  )

/** A replaced digit or letter often leaves text well-formed; a flipped bit seldom does. */
const retype = fc
  .record({ which: fc.nat(), at: fc.nat(), as: fc.constantFrom(..."0123456789abcdefAZ+/=".split("")) })
  .map(({ which, at, as }) =>
    inFile(
      which,
      atByte(at, () => as.charCodeAt(0)),
    ),
  )

const truncate = fc
  .record({ which: fc.nat(), at: fc.nat() })
  .map(({ which, at }) => inFile(which, (content) => content.subarray(0, at % content.length)))

const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 })

const append = fc
  .record({ which: fc.nat(), more: bytes })
  .map(({ which, more }) => inFile(which, (content) => joined(content, more)))

const double = fc.nat().map((which) => inFile(which, (content) => joined(content, content)))

const remove = fc.nat().map(
  (which): Spoiling =>
    (files) =>
      new Map([...files].filter((_, i) => i !== which % files.size)),
)

/** Overwrites one file with another, or swaps them. */
const overwrite = fc
  .record({ first: fc.nat(), second: fc.nat(), swap: fc.boolean() })
  .map(({ first, second, swap }): Spoiling => (files) => {
    const all = [...files]
    const a = all[first % all.length]
    const b = all[second % all.length]
    if (a === undefined || b === undefined) return new Map(files)
    const overwritten = new Map(files).set(a[0], b[1])
    return swap ? overwritten.set(b[0], a[1]) : overwritten
  })

const addFile = fc
  .record({
    path: fc.constantFrom("tile/0/000", "tile/0/000.p/3", "tile/entries/000.p/1", "NOTES", "../out"),
    content: bytes,
  })
  .map(
    ({ path, content }): Spoiling =>
      (files) =>
        new Map(files).set(path, content),
  )

/** One to three corruptions in sequence. `forged`: a checkpoint by an unknown key; made beforehand, as signing is async. */
export const spoiling = (forged: Bytes): fc.Arbitrary<Spoiling> =>
  fc
    .array(
      fc.oneof(
        { weight: 6, arbitrary: flipBits },
        { weight: 4, arbitrary: retype },
        { weight: 2, arbitrary: truncate },
        { weight: 2, arbitrary: append },
        double,
        remove,
        { weight: 2, arbitrary: overwrite },
        addFile,
        fc.constant<Spoiling>((files) => new Map(files).set("checkpoint", forged)),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((steps) => (files) => steps.reduce<Files>((spoilt, step) => step(spoilt), new Map(files)))

const forgerKey = await testSigner("Ed25519", origin, 66)

/** A checkpoint signed in the log's name with another key. */
export const forgedHead = (size: number, root: Bytes): Promise<Bytes> => signedHead(size, root, { key: forgerKey })
