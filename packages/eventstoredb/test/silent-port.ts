import { once } from "node:events"
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
