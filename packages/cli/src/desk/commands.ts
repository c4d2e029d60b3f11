/** `serve`: the desk in a browser. */
import type { Command } from "commander"
import type { Frame } from "../shared-options.js"
import type { ServeOptions } from "./serve.js"

export const deskCommands = (program: Command, { localize, run }: Frame): void => {
  program
    .command("serve")
    .description(
      localize(
        "在浏览器中办理：仅限本机的办理台，中断即停止",
        "serve the office's desk to a browser on this machine; Ctrl-C stops it",
      ),
    )
    .option("--port <number>", localize("端口，0为任一空闲端口", "the port; 0 for any free one"), "4176")
    .option("--out <dir>", localize("公布名单的文件目录", "where to write published lists"), ".")
    .action((options: ServeOptions) => run(async (context) => (await import("./serve.js")).serveDesk(context, options)))
}
