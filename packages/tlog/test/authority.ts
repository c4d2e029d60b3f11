/** A little time-stamping authority in a folder, run by openssl. */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { temporaryFolder } from "@shifan/testkit/basics"
import { openssl } from "./openssl.js"

const config = `
[tsa]
default_tsa = tsa1
[tsa1]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`

export interface Authority {
  /** The response to a request, as a file. */
  readonly reply: (request: Uint8Array) => Uint8Array
  /** Whether `openssl ts -verify` accepts a response for a file. */
  readonly verify: (response: Uint8Array, file: Uint8Array) => boolean
  /** What openssl reads in a request. */
  readonly show: (request: Uint8Array) => string
}

export const authority = (): Authority => {
  const folder = temporaryFolder()
  const write = (name: string, content: string | Uint8Array): void => writeFileSync(join(folder, name), content)
  const run = (...args: ReadonlyArray<string>): string => openssl(folder, ...args).said
  write("tsa.conf", config)
  write("serial", "01\n")
  const usage = ["-addext", "extendedKeyUsage=critical,timeStamping"]
  const identity = ["-newkey", "rsa:2048", "-nodes", "-subj", "/CN=A time-stamping authority"]
  run("req", "-x509", ...identity, ...usage, "-days", "2", "-keyout", "key.pem", "-out", "certificate.pem")
  return {
    reply: (request) => {
      write("request.tsq", request)
      const signer = ["-signer", "certificate.pem", "-inkey", "key.pem"]
      run("ts", "-reply", "-config", "tsa.conf", "-queryfile", "request.tsq", ...signer, "-out", "response.tsr")
      return new Uint8Array(readFileSync(join(folder, "response.tsr")))
    },
    verify: (response, file) => {
      write("response.tsr", response)
      write("file", file)
      const how = ["-data", "file", "-in", "response.tsr", "-CAfile", "certificate.pem"]
      return openssl(folder, "ts", "-verify", ...how).ok
    },
    show: (request) => {
      write("request.tsq", request)
      return run("ts", "-query", "-in", "request.tsq", "-text")
    },
  }
}
