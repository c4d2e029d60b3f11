/** The verbs about a store as a whole: copied, backed up, brought back. */
import type { Command } from "commander"
import type { On, Says } from "./acting.js"

export const moving = (program: Command, says: Says, on: On): void => {
  program
    .command("copy <from> <to>")
    .description(
      says(
        "将全部历史逐字节迁往另一存储并核对，可重复运行",
        "the whole history to another store, byte for byte, and verified; run again, it goes on",
      ),
    )
    .action((from: string, to: string) =>
      on(async (world) => (await import("../commands/copy.js")).copy(world, from, to))(),
    )
}
