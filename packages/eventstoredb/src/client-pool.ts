/** The library's client, without what it would do behind the caller's back, and when a new one takes its place. */
import { EventStoreDBClient, type ChannelCredentialOptions, type Credentials } from "@eventstore/db-client"

export interface Endpoint {
  readonly address: string
  readonly port: number
}

export interface Connection {
  /** One node is asked directly; of several the leader is looked for by gossip. */
  readonly endpoints: readonly [Endpoint, ...Array<Endpoint>]
  readonly tls: ChannelCredentialOptions
  readonly credentials: Credentials | undefined
  /** Shown in the server's logs. */
  readonly name: string
  /** Milliseconds for one call. */
  readonly timeout: number
}

export class Client extends EventStoreDBClient {
  private connected: ReturnType<typeof this.getChannel> | undefined

  constructor({ endpoints, tls, credentials, name, timeout }: Connection) {
    const [first, ...others] = endpoints
    const common = { connectionName: name, defaultDeadline: timeout }
    if (others.length === 0) super({ ...common, endpoint: { ...first } }, tls, credentials)
    else super({ ...common, endpoints: endpoints.map((endpoint) => ({ ...endpoint })) }, tls, credentials)
    // Makes each append a call of its own. Batched appends are kept in one map for the whole process: a broken stream
    // rejects those of other clients, and an answer to one of them throws where nobody can catch it. The server's
    // capabilities are then not needed either; the client would remember a failure to fetch them for good.
    this.supports = () => Promise.resolve(false)
    // This promise of the next connection is awaited by nobody: its rejection would end the process.
    const heal = this.handleError
    this.handleError = (client, error) => heal(client, error).catch(() => {})
    const connect = this.getChannel
    this.getChannel = () => (this.connected = connect())
  }

  /** `dispose` ends the streams only; an open channel goes on looking for its server. */
  async close(): Promise<void> {
    await this.dispose()
    const channel = await this.connected?.catch(() => undefined)
    channel?.close()
  }
}

export interface Lease {
  readonly client: Client
  /** To be called once, whatever came of the call. */
  readonly release: () => void
  /** Gives the next call a new client, unless another call has done so already. */
  readonly replace: () => void
}

export interface ClientPool {
  readonly lease: () => Lease
  readonly close: () => Promise<void>
}

interface PooledClient {
  readonly client: Client
  calls: number
}

/** One client in use, and those before it that still have a call under way. */
export const clientPool = (connection: Connection): ClientPool => {
  const open = new Set<PooledClient>()
  let current: PooledClient | undefined

  const connected = (): PooledClient => {
    if (current !== undefined) return current
    const pooled = { client: new Client(connection), calls: 0 }
    open.add(pooled)
    current = pooled
    return pooled
  }

  const end = async (pooled: PooledClient): Promise<void> => {
    open.delete(pooled)
    await pooled.client.close()
  }

  return {
    lease: () => {
      const pooled = connected()
      pooled.calls++
      return {
        client: pooled.client,
        release: () => {
          pooled.calls--
          if (pooled !== current && pooled.calls === 0) void end(pooled)
        },
        replace: () => {
          if (pooled === current) current = undefined
        },
      }
    },
    close: async () => {
      current = undefined
      await Promise.all([...open].map(end))
    },
  }
}
