import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import * as browser from "../src/hash/browser.js"
import { leafHash, leafHashHex, sha1Hex, sha256Hex } from "../src/index.js"

describe("the hashes of a leaf", () => {
  test.prop([fc.uint8Array({ maxLength: 300 })])("are the same in Node and in a browser", (bytes) => {
    expect(browser.sha256Hex(bytes)).toBe(sha256Hex(bytes))
    expect(browser.sha1Hex(bytes)).toBe(sha1Hex(bytes))
    expect(browser.leafHash(bytes)).toEqual(leafHash(bytes))
    expect(browser.leafHashHex(bytes)).toBe(leafHashHex(bytes))
    expect(leafHashHex(bytes)).toBe(Buffer.from(leafHash(bytes)).toString("hex"))
  })
})
