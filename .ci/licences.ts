/** Allowed licences of dependencies: of those shipped with the packages, and of those only for building and testing. */

/** A component of a CycloneDX document; only the fields used here. */
export interface Component {
  readonly purl: string
  readonly licenses?: ReadonlyArray<{
    readonly license?: { readonly id?: string; readonly name?: string }
    readonly expression?: string
  }>
}

/** Require no more than keeping the notice, and are compatible with Apache-2.0. */
export const shippable: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
])

/** May require more of those who change or redistribute them; merely using a tool is free. */
export const usable: ReadonlySet<string> = new Set([
  ...shippable,
  "BlueOak-1.0.0",
  "CC-BY-4.0",
  "MIT-0",
  "MPL-2.0",
  "Python-2.0",
])

/** Whether an SPDX expression with a single operator is satisfied; mixed expressions need a person. */
const holds = (expression: string, allowed: ReadonlySet<string>): boolean => {
  const flat = expression.replace(/^\((.*)\)$/, "$1")
  if (/ AND /.test(flat)) return flat.split(" AND ").every((id) => allowed.has(id))
  return flat.split(" OR ").some((id) => allowed.has(id))
}

/** One line for each component without a licence, or with one that is not allowed. */
export const licenceFaults = (
  components: ReadonlyArray<Component>,
  allowed: ReadonlySet<string>,
): ReadonlyArray<string> =>
  components.flatMap(({ purl, licenses = [] }) => {
    const names = licenses.map(({ license, expression }) => license?.id ?? license?.name ?? expression ?? "")
    if (names.length === 0) return [`${purl} says no licence`]
    return names.filter((name) => !holds(name, allowed)).map((name) => `${purl} is under ${name}`)
  })
