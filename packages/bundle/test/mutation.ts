/** Ways to spoil a bundle, drawn by fast-check; each gives other files or says what it did to none. */
import fc from "fast-check"
import { testSigner } from "@shifan/testkit/tlog"
import { origin, signedHead, type Files } from "./history.js"

export type Mutation = (files: ReadonlyMap<string, Uint8Array>) => Files

const forgerKey = await testSigner("Ed25519", origin, 66)
const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 })

const joined = (...parts: ReadonlyArray<Uint8Array>): Uint8Array => new Uint8Array(Buffer.concat(parts))

const changed =
  (which: number, change: (content: Uint8Array) => Uint8Array): Mutation =>
  (files) => {
    const one = [...files][which % files.size]
    return one === undefined ? new Map(files) : new Map(files).set(one[0], change(one[1]))
  }

const flip = fc
  .record({ which: fc.nat(), at: fc.nat(), bits: fc.integer({ min: 1, max: 255 }) })
  .map(({ which, at, bits }) =>
    changed(which, (content) => content.map((byte, i) => (i === at % content.length ? byte ^ bits : byte))),
  )

/** A digit or letter for another: what a flip of bits seldom leaves well-formed. */
const retype = fc
  .record({ which: fc.nat(), at: fc.nat(), as: fc.constantFrom(..."0123456789abcdefAZ+/=".split("")) })
  .map(({ which, at, as }) =>
    changed(which, (content) => content.map((byte, i) => (i === at % content.length ? as.charCodeAt(0) : byte))),
  )

const truncate = fc
  .record({ which: fc.nat(), at: fc.nat() })
  .map(({ which, at }) => changed(which, (content) => content.subarray(0, at % content.length)))

const extend = fc
  .record({ which: fc.nat(), more: bytes })
  .map(({ which, more }) => changed(which, (content) => joined(content, more)))

const twice = fc.nat().map((which) => changed(which, (content) => joined(content, content)))

const drop = fc.nat().map(
  (which): Mutation =>
    (files) =>
      new Map([...files].filter((_, i) => i !== which % files.size)),
)

const swap = fc.record({ one: fc.nat(), other: fc.nat() }).map(({ one, other }): Mutation => (files) => {
  const all = [...files]
  const [a, b] = [all[one % all.length], all[other % all.length]]
  return a === undefined || b === undefined ? new Map(files) : new Map(files).set(a[0], b[1]).set(b[0], a[1])
})

const copy = fc.record({ one: fc.nat(), other: fc.nat() }).map(({ one, other }): Mutation => (files) => {
  const all = [...files]
  const [a, b] = [all[one % all.length], all[other % all.length]]
  return a === undefined || b === undefined ? new Map(files) : new Map(files).set(a[0], b[1])
})

const beside = fc
  .record({
    name: fc.constantFrom("tile/0/000", "tile/0/000.p/3", "tile/entries/000.p/1", "NOTES", "../out"),
    content: bytes,
  })
  .map(
    ({ name, content }): Mutation =>
      (files) =>
        new Map(files).set(name, content),
  )

/** Mutations of files alone; signing anew takes a key, so `resigned` is made once and handed in. */
export const mutation = (resigned: Uint8Array): fc.Arbitrary<Mutation> =>
  fc
    .array(
      fc.oneof(
        { weight: 6, arbitrary: flip },
        { weight: 4, arbitrary: retype },
        { weight: 2, arbitrary: truncate },
        { weight: 2, arbitrary: extend },
        twice,
        drop,
        swap,
        copy,
        beside,
        fc.constant<Mutation>((files) => new Map(files).set("checkpoint", resigned)),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((some) => (files) => some.reduce<Files>((before, one) => one(before), new Map(files)))

/** The same head, by a key of the log's name that nobody knows. */
export const resignedHead = (size: number, root: Uint8Array): Promise<Uint8Array> =>
  signedHead(size, root, { key: forgerKey })
