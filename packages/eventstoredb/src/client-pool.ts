/** The library's client, without what it would do behind the caller's back, and when a new one takes its place. */
import { Channel, credentials as channelCredentials, type ChannelCredentials } from "@grpc/grpc-js"
import { EventStoreDBClient, type Credentials } from "@eventstore/db-client"
import { StreamsClient } from "@eventstore/db-client/generated/streams_grpc_pb.js"
import type { ReadReq } from "@eventstore/db-client/generated/streams_pb.js"
import { targetOf, type Endpoint } from "./endpoint.js"
import { findLeader } from "./leader-search.js"
import { secureCredentials } from "./secure-channel.js"

export interface Connection {
  /** One node is asked directly; of several the leader is looked for by gossip. */
  readonly endpoints: readonly [Endpoint, ...Array<Endpoint>]
  readonly tls: { readonly insecure: true } | { readonly insecure: false; readonly authority: Buffer | undefined }
  readonly credentials: Credentials | undefined
  /** Shown in the server's logs. */
  readonly name: string
  /** Milliseconds for one call. */
  readonly timeout: number
}

/** Milliseconds: a connection on which nothing comes back any more is left. */
const keepAlive = 10_000
/** Events of 16 MiB can be on a server. */
const largestMessage = 17 * 1024 * 1024

/** The raw messages of a read, as they come. */
export type RawRead = Awaited<ReturnType<Client["readRaw"]>>

export class Client extends EventStoreDBClient {
  private connected: Promise<Channel> | undefined
  private readonly closing = new AbortController()

  /** @param leader asked instead of looking for it. */
  constructor({ endpoints, tls, credentials, name, timeout }: Connection, leader?: Endpoint) {
    const [first] = endpoints
    super(
      { connectionName: name, defaultDeadline: timeout, endpoint: { ...first } },
      { insecure: tls.insecure },
      credentials,
    )
    // Makes each append a call of its own. Batched appends are kept in one map for the whole process: a broken stream
    // rejects those of other clients, and an answer to one of them throws where nobody can catch it. The server's
    // capabilities are then not needed either; the client would remember a failure to fetch them for good.
    this.supports = () => Promise.resolve(false)
    // This client's connection is replaced by the pool, and not by itself.
    this.handleError = () => Promise.resolve()
    const secured = tls.insecure ? channelCredentials.createInsecure() : secureCredentials(tls.authority)
    this.getChannel = () => (this.connected ??= this.connect(endpoints, secured, timeout, leader))
  }

  private async connect(
    endpoints: Connection["endpoints"],
    credentials: ChannelCredentials,
    timeout: number,
    leader: Endpoint | undefined,
  ): Promise<Channel> {
    const stop = this.closing.signal
    const found =
      leader ?? (endpoints.length === 1 ? endpoints[0] : await findLeader({ endpoints, credentials, timeout, stop }))
    const channel = new Channel(targetOf(found), credentials, {
      "grpc.keepalive_time_ms": keepAlive,
      "grpc.keepalive_timeout_ms": keepAlive,
      "grpc.max_receive_message_length": largestMessage,
    })
    if (stop.aborted) channel.close()
    return channel
  }

  /** The library's own read of everything has no filter. */
  readRaw(request: ReadReq): Promise<ReturnType<InstanceType<typeof StreamsClient>["read"]>> {
    const create = this.GRPCStreamCreator(StreamsClient, "readAll", (client) =>
      client.read(request, ...this.callArguments({ requiresLeader: true }, { deadline: Infinity })),
    )
    return create()
  }

  /** `dispose` ends the streams only; an open channel goes on looking for its server. */
  async close(): Promise<void> {
    this.closing.abort()
    const connected = this.connected?.then(
      (channel) => channel.close(),
      () => undefined,
    )
    await this.dispose()
    await connected
  }
}

export interface Lease {
  readonly client: Client
  /** To be called once, whatever came of the call. */
  readonly release: () => void
  /** Gives the next call a new client, unless another call has done so already; to this leader, where it is known. */
  readonly replace: (leader?: Endpoint) => void
}

export interface ClientPool {
  readonly lease: () => Lease
  /** Gives the next call a new client. */
  readonly renew: () => void
  /** Whether a node other than the one asked was ever named. */
  readonly isCluster: () => boolean
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
  let leader: Endpoint | undefined
  let wasSentOn = false
  let isClosed = false

  const connected = (): PooledClient => {
    if (current !== undefined) return current
    const pooled = { client: new Client(connection, leader), calls: 0 }
    leader = undefined
    open.add(pooled)
    if (!isClosed) current = pooled
    return pooled
  }

  const end = async (pooled: PooledClient): Promise<void> => {
    open.delete(pooled)
    await pooled.client.close()
  }

  const replace = (pooled: PooledClient, next: Endpoint | undefined): void => {
    wasSentOn ||= next !== undefined
    if (pooled !== current) return
    current = undefined
    leader = next
    if (pooled.calls === 0) void end(pooled)
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
        replace: (next) => replace(pooled, next),
      }
    },
    renew: () => {
      if (current !== undefined) replace(current, undefined)
    },
    isCluster: () => connection.endpoints.length > 1 || wasSentOn,
    close: async () => {
      isClosed = true
      current = undefined
      await Promise.all([...open].map(end))
    },
  }
}
