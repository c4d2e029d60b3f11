/** LibreOffice as a program that people have, in a profile of its own and with fonts that are the same everywhere. */
import { spawnSync } from "node:child_process"
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { temporaryFolder } from "@shifan/testkit/basics"
import { readPgm, type Picture } from "./pictures.js"

const hasFonts = existsSync("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")

/** Where it is not installed, what needs it is skipped. */
export const hasLibreOffice = existsSync("/usr/bin/soffice")
export const drawsPages = hasLibreOffice && hasFonts && existsSync("/usr/bin/pdftoppm")

/** The faces of official documents by those that may be had for nothing. */
const faces = {
  仿宋: "Noto Serif CJK SC",
  宋体: "Noto Serif CJK SC",
  黑体: "Noto Sans CJK SC",
  "Times New Roman": "Noto Serif CJK SC",
}

const fontSettings = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include>/etc/fonts/fonts.conf</include>
${Object.entries(faces)
  .map(
    ([from, to]) =>
      `<match target="pattern"><test name="family"><string>${from}</string></test><edit name="family" mode="assign" binding="strong"><string>${to}</string></edit></match>`,
  )
  .join("\n")}</fontconfig>`

/** Loads each file and saves it in a format (docx, pdf, doc), under its own name in another folder, which is returned. One start for all. */
export const convert = (files: ReadonlyArray<string>, format: string): string => {
  const out = temporaryFolder()
  const profile = temporaryFolder()
  const fonts = join(profile, "fonts.conf")
  writeFileSync(fonts, fontSettings)
  const args = [`-env:UserInstallation=file://${profile}/user`, "--headless", "--convert-to", format, "--outdir", out]
  const { status, stderr } = spawnSync("/usr/bin/soffice", [...args, ...files], {
    encoding: "utf8",
    timeout: 300_000,
    env: { ...process.env, HOME: profile, FONTCONFIG_FILE: fonts },
  })
  if (status !== 0) throw new Error(stderr)
  return out
}

/** Grey pictures of the pages, at so many dots an inch, by the names under which they are kept. */
export const drawPages = (pdf: string, dotsPerInch: number, prefix: string): ReadonlyMap<string, Picture> => {
  const { status, stderr } = spawnSync("pdftoppm", ["-gray", "-r", String(dotsPerInch), pdf, prefix], {
    encoding: "utf8",
    timeout: 120_000,
  })
  if (status !== 0) throw new Error(stderr)
  const drawn = globSync(`${basename(prefix)}-*.pgm`, { cwd: dirname(prefix) }).toSorted()
  return new Map(drawn.map((file) => [file.replace(/pgm$/, "png"), readPgm(readFileSync(join(dirname(prefix), file)))]))
}
