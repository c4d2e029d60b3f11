import { join } from "node:path"
import { generate } from "./generate.js"

generate(join(import.meta.dirname, ".."))
