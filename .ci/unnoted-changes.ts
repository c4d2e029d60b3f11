/**
 * `node .ci/unnoted-changes.ts`: tells which published packages have changes to their sources that are newer than every note
 * about them in `.changeset`. It asks for no base commit, which a checkout may not have: a note and a change are compared by
 * their place in the history that is there. It never fails, since only people know whether a user sees a change.
 */
import { execFileSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { argv, stdout } from "node:process"
import { fileURLToPath } from "node:url"

/** A published package: its folder, such as `packages/audit`, and its name. */
export interface Published {
  readonly folder: string
  readonly name: string
}

export interface Unnoted extends Published {
  /** Hash and subject, the newest first. */
  readonly commits: ReadonlyArray<string>
}

/** `undefined` outside a repository, or for a commit that is not there. */
const git = (root: string, ...args: ReadonlyArray<string>): ReadonlyArray<string> | undefined => {
  try {
    const told = execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })
    return told.split("\n").filter((line) => line !== "")
  } catch {
    return undefined
  }
}

/** The notes, each with its file and the packages it names. */
const notesIn = (root: string): ReadonlyArray<{ readonly file: string; readonly text: string }> => {
  const folder = join(root, ".changeset")
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => ({ file: `.changeset/${name}`, text: readFileSync(join(folder, name), "utf8") }))
}

/**
 * Packages with commits to their `src` after the last note about them or the last release, or after the first note of all if
 * there is neither. Empty without notes or without a history. In a shallow checkout, only the commits that are there count.
 */
export const unnotedChanges = (root: string, published: ReadonlyArray<Published>): ReadonlyArray<Unnoted> => {
  const order = git(root, "log", "--format=%H")
  if (order === undefined) return []
  /** How many commits ago it happened to a file; -1 if it is not committed yet, and so newer than all. */
  const age = (file: string, ...filter: ReadonlyArray<string>): number =>
    order.indexOf(git(root, "log", "-1", "--format=%H", ...filter, "--", file)?.[0] ?? "")
  const ages = notesIn(root).map(({ file, text }) => ({ text, age: age(file) }))
  // A release takes the notes away.
  const release = age(".changeset", "--diff-filter=D")
  const released = release < 0 ? [] : [release]
  const first = Math.max(...ages.map((note) => note.age), ...released)
  return published.flatMap((one) => {
    const about = ages.filter(({ text }) => text.includes(`"${one.name}"`)).map((note) => note.age)
    const since = order[about.length + released.length === 0 ? first : Math.min(...about, ...released)]
    if (since === undefined) return []
    const commits = git(root, "log", "--format=%h %s", `${since}..HEAD`, "--", `${one.folder}/src`) ?? []
    return commits.length === 0 ? [] : [{ ...one, commits }]
  })
}

const most = 3

export const asText = (unnoted: ReadonlyArray<Unnoted>): string =>
  unnoted
    .map(({ name, commits }) => {
      const more = commits.length > most ? `\n  and ${commits.length - most} more` : ""
      return `${name}: newer than every note about it in .changeset\n${commits
        .slice(0, most)
        .map((commit) => `  ${commit}`)
        .join("\n")}${more}\n`
    })
    .join("")

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { manifestIn, publishedFolders, root } = await import("./published.ts")
  const published = publishedFolders.map((folder) => ({ folder, name: manifestIn(join(root, folder)).name }))
  const text = asText(unnotedChanges(root, published))
  stdout.write(text === "" ? "every change is older than a note about its package\n" : text)
  if (text !== "")
    stdout.write('A change that users see has a note: npm run pnpm -- change (docs/CONTRIBUTING.md, "Releasing").\n')
}
