/** Runs the local openssl, to compare with. Tests that need it say so in their titles if it is missing. */
import { spawnSync } from "node:child_process"

export const noOpenssl = spawnSync("openssl", ["version"]).status !== 0

export const whyNoOpenssl = noOpenssl ? " (not run: there is no openssl here)" : ""

/** Runs openssl in a folder. `output`: standard output and standard error. */
export const openssl = (
  folder: string,
  ...args: ReadonlyArray<string>
): { readonly ok: boolean; readonly output: string } => {
  const { status, stdout, stderr } = spawnSync("openssl", args, { cwd: folder, encoding: "utf8" })
  return { ok: status === 0, output: stdout + stderr }
}
