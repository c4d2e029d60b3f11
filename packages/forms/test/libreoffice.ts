/** Runs LibreOffice, with a separate profile and with fonts that are the same on every machine. */
import { spawnSync } from "node:child_process"
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { temporaryFolder } from "@shifan/testkit/basics"
import { readPgm, type Picture } from "./pictures.js"

const fontFolder = "/usr/share/fonts/opentype/noto"
const hasFonts = existsSync(join(fontFolder, "NotoSerifCJK-Regular.ttc"))

/** Tests that need it are skipped if it is not installed. */
export const hasLibreOffice = existsSync("/usr/bin/soffice")
export const drawsPages = hasLibreOffice && hasFonts && existsSync("/usr/bin/pdftoppm")

/** Free substitutes for the fonts of official documents. */
const faces = {
  仿宋: "Noto Serif CJK SC",
  宋体: "Noto Serif CJK SC",
  黑体: "Noto Sans CJK SC",
  "Times New Roman": "Noto Serif CJK SC",
}

/** Hides all other fonts: LibreOffice prefers its own substitutes, such as Liberation, wherever they are installed. */
const fontSettingsIn = (cache: string): string =>
  `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fontFolder}</dir><cachedir>${cache}</cachedir>
${Object.entries(faces)
  .map(
    ([from, to]) =>
      `<match target="pattern"><test name="family"><string>${from}</string></test><edit name="family" mode="assign" binding="strong"><string>${to}</string></edit></match>`,
  )
  .join("\n")}</fontconfig>`

/** Converts the files to a format (docx, pdf, doc) in another folder, which is returned. Starts LibreOffice once for all. */
export const convert = (files: ReadonlyArray<string>, format: string): string => {
  const out = temporaryFolder()
  const profile = temporaryFolder()
  const fonts = join(profile, "fonts.conf")
  writeFileSync(fonts, fontSettingsIn(join(profile, "cache")))
  const args = [`-env:UserInstallation=file://${profile}/user`, "--headless", "--convert-to", format, "--outdir", out]
  const { status, stderr } = spawnSync("/usr/bin/soffice", [...args, ...files], {
    encoding: "utf8",
    timeout: 300_000,
    env: { ...process.env, HOME: profile, FONTCONFIG_FILE: fonts },
  })
  if (status !== 0) throw new Error(stderr)
  return out
}

/** Grey-scale images of the pages, at this resolution, by the names of their stored copies. */
export const drawPages = (pdf: string, dotsPerInch: number, prefix: string): ReadonlyMap<string, Picture> => {
  const { status, stderr } = spawnSync("pdftoppm", ["-gray", "-r", String(dotsPerInch), pdf, prefix], {
    encoding: "utf8",
    timeout: 120_000,
  })
  if (status !== 0) throw new Error(stderr)
  const drawn = globSync(`${basename(prefix)}-*.pgm`, { cwd: dirname(prefix) }).toSorted()
  return new Map(drawn.map((file) => [file.replace(/pgm$/, "png"), readPgm(readFileSync(join(dirname(prefix), file)))]))
}
