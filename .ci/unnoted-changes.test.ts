import { execFileSync } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"
import { describe, expect, it } from "vitest"
import { temporaryFolder } from "../packages/testkit/src/basics.js"
import { asText, unnotedChanges } from "./unnoted-changes.ts"

const published = [
  { folder: "packages/a", name: "@x/a" },
  { folder: "packages/b", name: "@x/b" },
]

const git = (root: string, ...args: ReadonlyArray<string>): string =>
  execFileSync("git", ["-c", "user.name=x", "-c", "user.email=x@example.org", ...args], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  })

const commit = (root: string, subject: string, files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  git(root, "add", "-A")
  git(root, "commit", "-q", "-m", subject)
}

const note = (...names: ReadonlyArray<string>): string =>
  `---\n${names.map((name) => `"${name}": patch\n`).join("")}---\n\ntext\n`

const repository = (): string => {
  const root = temporaryFolder()
  git(root, "init", "-q")
  commit(root, "begin", { "packages/a/src/a.ts": "1", "packages/b/src/b.ts": "1", ".changeset/first.md": note("@x/a") })
  return root
}

const told = (root: string) => unnotedChanges(root, published).map(({ name, commits }) => [name, commits.length])

describe("changes without a note", () => {
  it("are told where the sources of a package changed after every note about it", () => {
    const root = repository()
    expect(told(root)).toEqual([])
    commit(root, "a: two", { "packages/a/src/a.ts": "2" })
    commit(root, "b: two", { "packages/b/src/b.ts": "2", ".changeset/other.md": note("@x/a") })
    expect(told(root)).toEqual([["@x/b", 1]])
    expect(asText(unnotedChanges(root, published))).toMatch(/^@x\/b: newer than .*\n {2}[0-9a-f]+ b: two\n$/)
    commit(root, "note b", { ".changeset/b.md": note("@x/b") })
    expect(told(root)).toEqual([])
  })

  it("are those of the sources: tests and documents need no note", () => {
    const root = repository()
    commit(root, "a: test", { "packages/a/test/a.test.ts": "1", "docs/a.md": "1" })
    expect(told(root)).toEqual([])
  })

  it("need no base: a checkout of one commit tells nothing wrong", () => {
    const root = repository()
    commit(root, "a: two", { "packages/a/src/a.ts": "2" })
    expect(told(root)).toEqual([["@x/a", 1]])
    const shallow = join(temporaryFolder(), "shallow")
    git(root, "clone", "-q", "--depth", "1", pathToFileURL(root).href, shallow)
    expect(told(shallow)).toEqual([])
  })

  it("are counted from a release, which takes the notes away", () => {
    const root = repository()
    commit(root, "b: two", { "packages/b/src/b.ts": "2" })
    git(root, "rm", "-q", ".changeset/first.md")
    git(root, "commit", "-q", "-m", "release")
    expect(told(root)).toEqual([])
    commit(root, "b: three", { "packages/b/src/b.ts": "3" })
    expect(told(root)).toEqual([["@x/b", 1]])
  })

  it("are unknown without notes and without a repository", () => {
    const root = temporaryFolder()
    expect(told(root)).toEqual([])
    mkdirSync(join(root, ".changeset"))
    writeFileSync(join(root, ".changeset/first.md"), note("@x/a"))
    expect(told(root)).toEqual([])
  })

  it("are covered by a note that is written and not committed yet", () => {
    const root = repository()
    commit(root, "a: two", { "packages/a/src/a.ts": "2" })
    writeFileSync(join(root, ".changeset/new.md"), note("@x/a"))
    expect(told(root)).toEqual([])
  })
})
