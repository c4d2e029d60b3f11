import { spawn } from "node:child_process"
import { once } from "node:events"
import { connect } from "node:net"
import { createServer, type AddressInfo, type Socket } from "node:net"
import { onTestFinished } from "vitest"

/** A port that accepts connections but never answers, like a paused node. */
export const silentPort = async (): Promise<number> => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => void sockets.add(socket.on("error", () => {})))
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** Accepts nobody: its process sleeps, so the kernel drops connections once its queue is full. */
const sleeper = `require("node:net").createServer().listen({ port: 0, host: "127.0.0.1", backlog: 1 }, function () {
  require("node:fs").writeSync(1, String(this.address().port))
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
})`

/** A port that drops packets, like a host that is off or behind a firewall: connecting neither succeeds nor fails. */
export const deafPort = async (): Promise<number> => {
  const child = spawn(process.execPath, ["-e", sleeper], { stdio: ["ignore", "pipe", "ignore"] })
  const [said] = await once(child.stdout, "data")
  const port = Number(said)
  const queue = Array.from({ length: 8 }, () => connect(port, "127.0.0.1").on("error", () => {}))
  onTestFinished(() => {
    for (const socket of queue) socket.destroy()
    child.kill("SIGKILL")
  })
  await Promise.all(queue.slice(0, 2).map((socket) => once(socket, "connect")))
  return port
}
