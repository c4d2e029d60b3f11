/** The openssl of this machine, by which what is made here is judged. Tests that need it say so when it is not there. */
import { spawnSync } from "node:child_process"

const found = spawnSync("openssl", ["version"])

export const noOpenssl = found.status !== 0

export const whyNoOpenssl = noOpenssl ? " (not run: there is no openssl here)" : ""

/** What it wrote to standard output; with both outputs, and whether it was content. */
export const openssl = (
  folder: string,
  ...args: ReadonlyArray<string>
): { readonly ok: boolean; readonly said: string } => {
  const { status, stdout, stderr } = spawnSync("openssl", args, { cwd: folder, encoding: "utf8" })
  return { ok: status === 0, said: stdout + stderr }
}
