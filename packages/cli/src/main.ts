#!/usr/bin/env node
/** The entry. A question for the version alone is answered before anything is loaded that it does not need. */
import { version } from "./version.js"

const { argv, stdout } = process
const [first, ...others] = argv.slice(2)

if ((first === "--version" || first === "-V") && others.length === 0) stdout.write(`${version}\n`)
else {
  const { run } = await import("./program.js")
  const { thisProcess } = await import("./process.js")
  process.exitCode = await run(argv.slice(2), thisProcess)
}
