import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { openEventStoreDb, parseAddress } from "../src/index.js"

const faultOf = (url: string): string => {
  const address = parseAddress(url)
  return E.isLeft(address) ? address.left.fault : "none"
}

describe("the address of a cluster", () => {
  it("names the nodes, the user, the certificate file and the timeout", () => {
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

  it("means TLS unless it says otherwise", () => {
    expect(parseAddress("eventstoredb://a")).toMatchObject({ right: { tls: true, credentials: undefined } })
    expect(parseAddress("eventstoredb://a?tls=false")).toMatchObject({ right: { tls: false } })
  })
})

describe("hazard 14: the client silently drops credentials when there is no TLS", () => {
  it("an address with a user or a certificate but without TLS is refused", () => {
    expect(faultOf("eventstoredb://ops:secret@a?tls=false")).toBe("credentialsWithoutTls")
    expect(faultOf("eventstoredb://a?tls=false&tlsCaFile=ca.crt")).toBe("caWithoutTls")
    expect(faultOf("eventstoredb://ops:secret@a?tls=true")).toBe("none")
  })

  it.each([
    ["a misspelt scheme", "eventstordb://a", "scheme"],
    ["another scheme", "esdb://a", "scheme"],
    ["no scheme", "a:2113", "scheme"],
    ["no host", "eventstoredb://", "host"],
    ["a port too high", "eventstoredb://a:65536", "host"],
    ["a port too low", "eventstoredb://a:0", "host"],
    ["a user but no password", "eventstoredb://ops@a", "credentials"],
    ["an unknown option", "eventstoredb://a?tlsVerifyCert=false", "option"],
    ["an option twice", "eventstoredb://a?tls=true&tls=true", "value"],
    ["an option without a value", "eventstoredb://a?timeout=", "value"],
    ["a word instead of a number", "eventstoredb://a?timeout=soon", "value"],
    ["a switch that is neither true nor false", "eventstoredb://a?tls=yes", "value"],
  ])("an address with %s is refused", (_, url, fault) => {
    expect(faultOf(url)).toBe(fault)
  })

  test.prop([fc.stringMatching(/^[a-z0-9]{8,16}$/), fc.constantFrom("?tls=false", "?x=1", ":0", "?tls=maybe")])(
    "a refusal does not contain the password",
    (password, end) => {
      const address = parseAddress(`eventstoredb://ops:${password}@a${end}`)
      expect(E.isLeft(address)).toBe(true)
      expect(JSON.stringify(address)).not.toContain(password)
    },
  )

  test.prop([fc.stringMatching(/^[a-zA-Z!-.]{8,16}$/), fc.constantFrom("", ",b:2113", "?tls=true")])(
    "a refusal does not contain the password when the host is missing and it takes the place of a port",
    (password, end) => {
      const address = parseAddress(`eventstoredb://ops:${password.replaceAll(/[?/#@,]/g, "x")}${end}`)
      expect(E.isLeft(address)).toBe(true)
      expect(JSON.stringify(address)).not.toContain(password.replaceAll(/[?/#@,]/g, "x"))
    },
  )

  it.each(["esdb", "esdb+discover", "kurrentdb"])(
    "the refusal of the scheme %s says that it is another name of the same server",
    (name) => {
      const address = parseAddress(`${name}://ops:secret@a:2113`)
      expect(JSON.stringify(address)).toContain("the same server by another name")
      expect(JSON.stringify(address)).not.toContain("secret")
    },
  )

  test.prop([fc.stringMatching(/^[a-z0-9]{8}[?/#:][a-z0-9]{8}$/)])(
    "a refusal does not contain even half of a password that was not escaped",
    (password) => {
      const address = parseAddress(`eventstoredb://ops:${password}@a`)
      expect(E.isLeft(address)).toBe(true)
      for (const half of [password.slice(0, 8), password.slice(9)]) expect(JSON.stringify(address)).not.toContain(half)
    },
  )

  it("a certificate that cannot be read is reported with its file", async () => {
    expect(await openEventStoreDb("eventstoredb://127.0.0.1:1?tlsCaFile=nowhere.crt")()).toMatchObject({
      left: { _tag: "CaUnreadable", file: "nowhere.crt" },
    })
  })
})
