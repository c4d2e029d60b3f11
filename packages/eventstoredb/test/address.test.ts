import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { openEventStoreDb, parseAddress } from "../src/index.js"

const faultOf = (url: string): string => {
  const address = parseAddress(url)
  return E.isLeft(address) ? address.left.fault : "none"
}

describe("the address of a cluster", () => {
  it("names its nodes, its user, and how to trust it", () => {
    expect(
      parseAddress("eventstoredb://ops:p%40ss@a.example:2113,b.example?tlsCaFile=ca.crt&timeout=500"),
    ).toMatchObject(
      E.right({
        endpoints: [
          { address: "a.example", port: 2113 },
          { address: "b.example", port: 2113 },
        ],
        credentials: { username: "ops", password: "p@ss" },
        tls: true,
        tlsCaFile: "ca.crt",
        timeout: 500,
      }),
    )
  })

  it("is over TLS unless it says otherwise", () => {
    expect(parseAddress("eventstoredb://a")).toMatchObject({ right: { tls: true, credentials: undefined } })
    expect(parseAddress("eventstoredb://a?tls=false")).toMatchObject({ right: { tls: false } })
  })
})

describe("hazard 14: TLS by default, and credentials are dropped without a word when there is none", () => {
  it("so a user without TLS is refused, and so is a certificate", () => {
    expect(faultOf("eventstoredb://ops:secret@a?tls=false")).toBe("credentialsWithoutTls")
    expect(faultOf("eventstoredb://a?tls=false&tlsCaFile=ca.crt")).toBe("caWithoutTls")
    expect(faultOf("eventstoredb://ops:secret@a?tls=true")).toBe("none")
  })

  it.each([
    ["a misspelt scheme", "eventstordb://a", "scheme"],
    ["another scheme", "esdb://a", "scheme"],
    ["no scheme at all", "a:2113", "scheme"],
    ["no host", "eventstoredb://", "host"],
    ["a port too high", "eventstoredb://a:65536", "host"],
    ["a port too low", "eventstoredb://a:0", "host"],
    ["a user without a password", "eventstoredb://ops@a", "credentials"],
    ["an option nobody knows", "eventstoredb://a?tlsVerifyCert=false", "option"],
    ["an option twice", "eventstoredb://a?tls=true&tls=true", "value"],
    ["an option without a value", "eventstoredb://a?timeout=", "value"],
    ["a word for a number", "eventstoredb://a?timeout=soon", "value"],
    ["neither true nor false", "eventstoredb://a?tls=yes", "value"],
  ])("%s is refused", (_, url, fault) => {
    expect(faultOf(url)).toBe(fault)
  })

  test.prop([fc.stringMatching(/^[a-z0-9]{8,16}$/), fc.constantFrom("?tls=false", "?x=1", ":0", "?tls=maybe")])(
    "no refusal says the password",
    (password, end) => {
      const address = parseAddress(`eventstoredb://ops:${password}@a${end}`)
      expect(E.isLeft(address)).toBe(true)
      expect(JSON.stringify(address)).not.toContain(password)
    },
  )

  test.prop([fc.stringMatching(/^[a-zA-Z!-.]{8,16}$/), fc.constantFrom("", ",b:2113", "?tls=true")])(
    "nor where the host was forgotten and it stands for a port",
    (password, end) => {
      const address = parseAddress(`eventstoredb://ops:${password.replaceAll(/[?/#@,]/g, "x")}${end}`)
      expect(E.isLeft(address)).toBe(true)
      expect(JSON.stringify(address)).not.toContain(password.replaceAll(/[?/#@,]/g, "x"))
    },
  )

  it.each(["esdb", "esdb+discover", "kurrentdb"])("%s is told to be another name of the same", (name) => {
    const address = parseAddress(`${name}://ops:secret@a:2113`)
    expect(JSON.stringify(address)).toContain("the same server by another name")
    expect(JSON.stringify(address)).not.toContain("secret")
  })

  test.prop([fc.stringMatching(/^[a-z0-9]{8}[?/#:][a-z0-9]{8}$/)])(
    "not even half of one that was not escaped",
    (password) => {
      const address = parseAddress(`eventstoredb://ops:${password}@a`)
      expect(E.isLeft(address)).toBe(true)
      for (const half of [password.slice(0, 8), password.slice(9)]) expect(JSON.stringify(address)).not.toContain(half)
    },
  )

  it("a certificate that cannot be read is named before any connection is made", async () => {
    expect(await openEventStoreDb("eventstoredb://127.0.0.1:1?tlsCaFile=nowhere.crt")()).toMatchObject({
      left: { _tag: "CaUnreadable", file: "nowhere.crt" },
    })
  })
})
