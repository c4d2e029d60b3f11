/** Everything that is set from outside, with its default. */
export interface Environment {
  /** The file of the record, or the address of a cluster. */
  readonly store: string
  /** The file of the personal data, encrypted; it belongs to one store. */
  readonly vault: string
  /** Who may act, by the hash of a token. */
  readonly identities: string
  readonly host: string
  readonly port: number
}

export const environmentOf = (env: NodeJS.ProcessEnv): Environment => ({
  store: env["SHIFAN_STORE"] ?? "shifan.db",
  vault: env["SHIFAN_VAULT"] ?? "shifan.vault.db",
  identities: env["SHIFAN_IDENTITIES"] ?? "identities.json",
  host: env["HOST"] ?? "127.0.0.1",
  port: Number(env["PORT"] ?? 8080),
})
