import { isIP } from "node:net"

export interface Endpoint {
  readonly address: string
  readonly port: number
}

export const targetOf = ({ address, port }: Endpoint): string => `${address}:${port}`

/** The name a TLS server is asked for; an IP address is none (RFC 6066, section 3), and Node refuses one. */
export const serverNameOf = (address: string): string => (isIP(address) === 0 ? address : "")
