import { execFileSync } from "node:child_process"
import { join } from "node:path"
import { execPath } from "node:process"
import { root } from "../databases.js"
import { race, type Result } from "../measurement.js"

/** Starts in each round. */
const times = 10

const starts = (args: ReadonlyArray<string>) => (): void => {
  for (let i = 0; i < times; i++) execFileSync(execPath, [...args], { stdio: "ignore" })
}

/** Compares the start of the CLI with that of Node alone. */
export const measureStartup = async (): Promise<ReadonlyArray<Result>> => [
  await race({
    work: "CLI start (`shifan --version`)",
    baseline: "`node -e 0`",
    count: times,
    target: { ratio: "slower", bound: "atMost", value: 1.5 },
    ours: starts([join(root, "packages/cli/dist/main.js"), "--version"]),
    theirs: starts(["-e", "0"]),
  }),
]
