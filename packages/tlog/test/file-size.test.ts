import * as E from "fp-ts/lib/Either.js"
import { expect, it } from "vitest"
import { parseAddCheckpoint, parseNote, parsePolicy, parseTlogProof } from "../src/index.js"

it.each([
  ["a note", parseNote],
  ["a policy", parsePolicy],
  ["a proof", parseTlogProof],
  ["a request to a witness", parseAddCheckpoint],
])("%s of more than a million bytes is refused for its length", (_, parse) => {
  const fault = { _tag: "FileTooLong", length: 1_000_001, limit: 1_000_000 }
  expect(parse(new Uint8Array(1_000_001))).toEqual(E.left(fault))
  expect(parse(new Uint8Array(1_000_000))).not.toMatchObject({ left: { _tag: "FileTooLong" } })
})
