import { isIP } from "node:net"

export interface Endpoint {
  readonly address: string
  readonly port: number
}

export const targetOf = ({ address, port }: Endpoint): string => `${address}:${port}`

/** Server name for TLS; empty for an IP address, which is not a valid one (RFC 6066, section 3) and which Node refuses. */
export const serverNameOf = (address: string): string => (isIP(address) === 0 ? address : "")
