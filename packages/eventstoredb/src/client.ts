/** The library's client, with what it would do behind the caller's back taken out. */
import type { Channel } from "@grpc/grpc-js"
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
  private connected: Promise<Channel> | undefined

  constructor({ endpoints, tls, credentials, name, timeout }: Connection) {
    const [first, ...others] = endpoints
    const common = { connectionName: name, defaultDeadline: timeout }
    if (others.length === 0) super({ ...common, endpoint: { ...first } }, tls, credentials)
    else super({ ...common, endpoints: endpoints.map((one) => ({ ...one })) }, tls, credentials)
    // Each append is then a call of its own. Batched ones are kept in one map for the whole process: a broken stream
    // rejects those of other clients, and an answer to one of them throws where nobody can catch it. It also leaves no
    // use for the server's capabilities, whose failed fetch the client would remember for good.
    this.supports = () => Promise.resolve(false)
    // It waits for the next connection, and nobody waits for it: when that cannot be made, the process would end.
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
