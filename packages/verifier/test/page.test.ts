import { createHash } from "node:crypto"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { temporaryFolder } from "@shifan/testkit/basics"
import { beforeAll, describe, expect, it, vi } from "vitest"
import { nameHash } from "../src/build/documents.js"
import { pageOf, buildScript, buildVerifier } from "../src/build/verifier.js"

let page: string

beforeAll(async () => {
  page = await buildVerifier()
})

const sourceHash = (content = ""): string => `'sha256-${createHash("sha256").update(content).digest("base64")}'`

describe("the page", () => {
  it("is built to the same bytes each time", async () => {
    expect(await buildVerifier()).toBe(page)
  })

  it("has a content security policy that allows only its own script, style and worker", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.split("; ")
    const [, style] = /<style>(.*)<\/style>/s.exec(page) ?? []
    const [, script] = /<script id="program">(.*)<\/script>/s.exec(page) ?? []
    expect(policy).toEqual([
      "default-src 'none'",
      `script-src ${sourceHash(script)}`,
      `style-src ${sourceHash(style)}`,
      "worker-src blob:",
      "base-uri 'none'",
      "form-action 'none'",
    ])
  })

  it("is one file that refers to no other", () => {
    const markup = page.replace(/<(script|style)\b[^>]*>.*?<\/\1>/gs, "")
    expect(markup).not.toMatch(/\b(src|href|action|srcset)=|@import|url\(/)
    expect(page).not.toContain(import.meta.dirname)
    expect(page).not.toMatch(/\b(localStorage|sessionStorage|indexedDB|XMLHttpRequest|WebSocket|sendBeacon)\b/)
  })

  it("contains no modules of Node", async () => {
    const { modules } = await buildScript()
    expect(modules.some((module) => module.endsWith("event-store/src/hash/browser.ts"))).toBe(true)
    expect(modules.filter((module) => /node:|\/node\/|__vite-browser-external|hash\/node/.test(module))).toEqual([])
  })

  it("is not built when a source imports a module of Node", async () => {
    const entry = join(temporaryFolder(), "entry.ts")
    writeFileSync(entry, 'import { readFileSync } from "node:fs"\nconsole.log(readFileSync)\n')
    // Vite also prints the failure to the console.
    vi.spyOn(console, "error").mockReturnValue()
    await expect(buildScript(entry)).rejects.toThrow("imports node:fs")
  })

  it("contains the licences of the libraries it is built from", () => {
    const [comment] = /<!--\n.*\n-->\n$/s.exec(page) ?? [""]
    for (const name of ["@noble/hashes", "@zip.js/zip.js", "canonicalize", "fp-ts", "io-ts"])
      expect(comment).toMatch(new RegExp(`^${name}\n\n\\S`, "m"))
    expect(comment.match(/Permission is hereby granted/g)?.length).toBeGreaterThan(3)
  })

  it("is not built from parts that would break out of their element", () => {
    const parts = { script: "", style: "", licences: "" }
    expect(() => pageOf({ ...parts, script: "const a = '</script>'" })).toThrow("</script")
    expect(() => pageOf({ ...parts, script: "const a = '<!--'" })).toThrow("<!--")
    expect(() => pageOf({ ...parts, style: "a{}</style>" })).toThrow("</style")
    expect(() => pageOf({ ...parts, licences: "free -->" })).toThrow("-->")
  })
})

describe("the documents", () => {
  it("name the SHA-256 of the page exactly once each", () => {
    const text = "The page built from these\nsources has the SHA-256 `0`, and"
    expect(nameHash(text, "ab")).toBe("The page built from these\nsources has the SHA-256 `ab`, and")
    expect(() => nameHash("no page", "ab")).toThrow("once")
    expect(() => nameHash(text + text, "ab")).toThrow("once")
    for (const document of ["README.md", "docs/verifier.md"]) {
      const written = readFileSync(join(import.meta.dirname, "../../..", document), "utf8")
      expect(written).toMatch(/SHA-256\s+`[0-9a-f]{64}`/)
      expect(nameHash(written, "ab")).toMatch(/SHA-256\s+`ab`/)
    }
  })
})
