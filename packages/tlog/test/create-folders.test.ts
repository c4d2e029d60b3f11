import { existsSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { createFolders } from "@shifan/tlog/node"
import { temporaryFolder } from "@shifan/testkit/basics"

const codeOf = (work: () => unknown): unknown => {
  try {
    work()
    return undefined
  } catch (thrown) {
    return Reflect.get(Object(thrown), "code")
  }
}

describe("createFolders", () => {
  it("makes the missing folders with the given mode and returns the uppermost of them", () => {
    const folder = temporaryFolder()
    expect(createFolders(join(folder, "a/b/c"), 0o700)).toBe(join(folder, "a"))
    expect(statSync(join(folder, "a/b/c")).mode & 0o777).toBe(0o700)
    expect(createFolders(join(folder, "a/b/c"))).toBeUndefined()
    expect(createFolders(join(folder, "a/d"))).toBe(join(folder, "a/d"))
  })

  it("follows a symbolic link to a folder", () => {
    const folder = temporaryFolder()
    createFolders(join(folder, "real"))
    symlinkSync(join(folder, "real"), join(folder, "link"))
    createFolders(join(folder, "link/a"))
    expect(existsSync(join(folder, "real/a"))).toBe(true)
  })

  it("fails with ENOTDIR below a file", () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, "file"), "")
    expect(codeOf(() => createFolders(join(folder, "file/a/b")))).toBe("ENOTDIR")
  })

  it.runIf(existsSync("/proc/self"))(
    "fails, and does not search forever, in a file system where no folder can be made",
    () => {
      for (const folder of ["/proc/a", "/proc/a/b/c", "/proc/self/fd/a"])
        expect(codeOf(() => createFolders(folder))).toBe("ENOTSUP")
    },
  )
})
