/** The library's client with its hidden automatisms turned off, and a pool that replaces it when it may be stuck. */
import { Channel, credentials as channelCredentials, type ChannelCredentials } from "@grpc/grpc-js"
import { EventStoreDBClient, type Credentials } from "@eventstore/db-client"
import { StreamsClient } from "@eventstore/db-client/generated/streams_grpc_pb.js"
import type { ReadReq } from "@eventstore/db-client/generated/streams_pb.js"
import { ownConnections, targetOf, type Endpoint } from "./endpoint.js"
import { findLeader } from "./leader-search.js"
import { PendingConnections } from "./pending-connections.js"
import { secureCredentials } from "./secure-channel.js"

export interface Connection {
  /** A single node is called directly. With several, the leader is found by gossip. */
  readonly endpoints: readonly [Endpoint, ...Array<Endpoint>]
  readonly tls: { readonly insecure: true } | { readonly insecure: false; readonly authority: Buffer | undefined }
  readonly credentials: Credentials | undefined
  /** Shown in the server's logs. */
  readonly name: string
  /** Timeout of a call in milliseconds. */
  readonly timeout: number
}

/** Milliseconds without a reply after which a connection is given up. */
const keepAlive = 10_000
/** In bytes. Events on a server can have 16 MiB. */
const largestMessage = 17 * 1024 * 1024

/** The stream of raw messages of a read. */
export type RawRead = Awaited<ReturnType<Client["readRaw"]>>

export class Client extends EventStoreDBClient {
  private connected: Promise<Channel> | undefined
  private readonly closing = new AbortController()
  private readonly pending = new PendingConnections()

  /** @param leader node to connect to. Default: finds the leader. */
  constructor({ endpoints, tls, credentials, name, timeout }: Connection, leader?: Endpoint) {
    const [first] = endpoints
    super(
      { connectionName: name, defaultDeadline: timeout, endpoint: { ...first } },
      { insecure: tls.insecure },
      credentials,
    )
    // Makes each append a separate call. The library keeps batched appends in one map for the whole process: a broken stream
    // rejects those of other clients, and an answer to one of them throws where nobody can catch it. This also avoids
    // fetching the server's capabilities; the client would remember a failure to do so for good.
    this.supports = () => Promise.resolve(false)
    // The client must not reconnect on its own: the pool replaces it.
    this.handleError = () => Promise.resolve()
    const secured = tls.insecure ? channelCredentials.createInsecure() : secureCredentials(tls.authority, this.pending)
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
      ...ownConnections,
      "grpc.keepalive_time_ms": keepAlive,
      "grpc.keepalive_timeout_ms": keepAlive,
      "grpc.max_receive_message_length": largestMessage,
    })
    if (stop.aborted) channel.close()
    return channel
  }

  /** Makes a call. Every call has to be made here, so that closing the client also ends connections that were never made. */
  within<A>(call: (client: this) => A): A {
    return this.pending.within(() => call(this))
  }

  /** A raw read of `$all`, since the library's own has no filter. */
  readRaw(request: ReadReq): Promise<ReturnType<InstanceType<typeof StreamsClient>["read"]>> {
    const create = this.GRPCStreamCreator(StreamsClient, "readAll", (client) =>
      client.read(request, ...this.callArguments({ requiresLeader: true }, { deadline: Infinity })),
    )
    return create()
  }

  /** Closes streams and channel. The library's `dispose` leaves the channel open, which keeps trying to connect. */
  async close(): Promise<void> {
    this.closing.abort()
    const connected = this.connected?.then(
      (channel) => channel.close(),
      () => undefined,
    )
    await this.dispose()
    await connected
    this.pending.abandon()
  }
}

export interface Lease {
  readonly client: Client
  /** Call it once after the call has ended, in success or failure. */
  readonly release: () => void
  /** Makes the next call use a new client, connected to `leader` if given. Does nothing if another call has already done so. */
  readonly replace: (leader?: Endpoint) => void
}

export interface ClientPool {
  readonly lease: () => Lease
  /** Makes the next call use a new client. */
  readonly renew: () => void
  /** Whether any node other than the one called was ever mentioned. */
  readonly isCluster: () => boolean
  readonly close: () => Promise<void>
}

interface PooledClient {
  readonly client: Client
  calls: number
}

/** Keeps the current client, and older ones until their last call has ended. */
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
