/** The client in use, and those before it that still have a call under way. */
import { Client, type Connection } from "./client.js"

export interface Lease {
  readonly client: Client
  /** To be called once, whatever came of the call. */
  readonly giveBack: () => void
  /** The next call gets a new client, unless another call saw to that already. */
  readonly distrust: () => void
}

export interface Clients {
  readonly lease: () => Lease
  readonly close: () => Promise<void>
}

interface Used {
  readonly client: Client
  calls: number
}

export const clientsOf = (connection: Connection): Clients => {
  const open = new Set<Used>()
  let current: Used | undefined

  const connected = (): Used => {
    if (current !== undefined) return current
    const used = { client: new Client(connection), calls: 0 }
    open.add(used)
    current = used
    return used
  }

  const end = async (used: Used): Promise<void> => {
    open.delete(used)
    await used.client.close()
  }

  return {
    lease: () => {
      const used = connected()
      used.calls++
      return {
        client: used.client,
        giveBack: () => {
          used.calls--
          if (used !== current && used.calls === 0) void end(used)
        },
        distrust: () => {
          if (used === current) current = undefined
        },
      }
    },
    close: async () => {
      current = undefined
      await Promise.all([...open].map(end))
    },
  }
}
