/**
 * JSON Schemas of the atomic codecs, written by hand for validators of other programs. Patterns use no lookahead or
 * lookbehind, which not every engine supports. `$comment` notes where the codec is stricter.
 */
import type * as t from "io-ts"
import { VerifierKeyText } from "../aggregates/log-keys.js"
import { ConditionIdCodec } from "../aggregates/designation/codecs.js"
import { bool } from "../codec/codec.js"
import { DivisionCode } from "../forms/division.js"
import { Digest, MediaType } from "../forms/dossier.js"
import {
  Amount,
  Area,
  BasisPoints,
  Count,
  Fen,
  Percent,
  SquareMetres,
  Wan,
  WanOrLoss,
  Year,
  Years,
} from "../forms/quantity.js"
import { Commitment } from "../forms/representation.js"
import { Cell, Email, Identifier, Line, Mobile, Narrative, Phone, PostalCode, Slug, Website } from "../forms/text.js"
import { Uscc } from "../forms/uscc.js"
import { Pseudonym, UnitPseudonym } from "../kernel/actor.js"
import { CivilDate, Instant } from "../law/civil-date.js"
import type { JsonSchema } from "./keywords.js"

const text = (pattern: string, more: JsonSchema = {}): JsonSchema => ({
  type: "string",
  pattern: `^${pattern}$`,
  ...more,
})

const integer = (minimum: number, maximum: number): JsonSchema => ({ type: "integer", minimum, maximum })

const unseen = "the codec also refuses characters that nobody sees or that mean nothing, and counts in UTF-16 units"

const line = (maxLength: number): JsonSchema => text(String.raw`\S(.*\S)?`, { maxLength, $comment: unseen })

const lines = (maxLength: number): JsonSchema => text(String.raw`\S([\s\S]*\S)?`, { maxLength, $comment: unseen })

/** A decimal with up to twelve digits before the point and `places` after it; at most 10^`power`. -0 is valid and means 0. */
const decimal = (power: number, places: number, { negative = false } = {}): JsonSchema => {
  const fraction = String.raw`(\.[0-9]{1,${places}})?`
  const noFraction = String.raw`(\.0{1,${places}})?`
  const below = `0{0,${12 - power}}[0-9]{1,${power}}${fraction}|0{0,${11 - power}}1${"0".repeat(power)}${noFraction}`
  return text(negative ? `-?(${below})` : `(${below}|-0{1,12}${noFraction})`)
}

const date = "[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"

const pseudonym = (letters: string): JsonSchema =>
  text(`[${letters}0-9]+(-[${letters}0-9]+)*`, {
    maxLength: 40,
    $comment:
      "the codec asks for a letter, unless it is a division and a number as 130302-01, and takes eight digits at most",
  })

const usccCharacter = "[0-9A-HJ-NPQRTUWXY]"

export const atoms: ReadonlyMap<t.Decoder<unknown, unknown>, JsonSchema> = new Map<
  t.Decoder<unknown, unknown>,
  JsonSchema
>([
  [bool, { type: "boolean" }],
  [Line, line(120)],
  [Cell, lines(400)],
  [Narrative, lines(2000)],
  [Identifier, text("[!-~]{1,120}")],
  [Slug, text("[a-z0-9]+(-[a-z0-9]+)*", { maxLength: 60 })],
  [PostalCode, text("[0-9]{6}")],
  [Phone, text(String.raw`(\+[0-9 -]|[0-9-])([0-9 -]{3,}[0-9-]|[0-9 -]{4,}转[0-9]+)`, { maxLength: 30 })],
  [Mobile, text(String.raw`(\+86[ -]?)?1[3-9][0-9]{9}`)],
  [Email, text(String.raw`[!-?A-~]+@[!-\-/-?A-~]+(\.[!-\-/-?A-~]+)+`, { maxLength: 120 })],
  [Website, text("https?://[!#-;=?-~]+", { maxLength: 200 })],
  [Count, integer(0, 1_000_000_000)],
  [Year, integer(1900, 2999)],
  [Years, integer(1, 99)],
  [Fen, integer(-1_000_000_000_000_000, 1_000_000_000_000_000)],
  [Amount, integer(0, 1_000_000_000_000_000)],
  [BasisPoints, integer(0, 10_000)],
  [Area, integer(0, 1_000_000_000)],
  [Wan, decimal(9, 6)],
  [WanOrLoss, decimal(9, 6, { negative: true })],
  [Percent, decimal(2, 2)],
  [SquareMetres, decimal(7, 2)],
  [CivilDate, text(date, { format: "date", $comment: "the codec takes no day that does not exist" })],
  [
    Instant,
    text(String.raw`${date}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z`, {
      format: "date-time",
      $comment: "the codec takes no day that does not exist",
    }),
  ],
  [Digest, text("sha256:[0-9a-f]{64}")],
  [MediaType, text("[a-z]+/[A-Za-z0-9_.+-]{1,100}")],
  [Commitment, text("[0-9a-f]{64}")],
  [DivisionCode, text("[1-9][0-9]{5}")],
  [
    Uscc,
    text(`[1-9ANY][1-9][0-9]{6}${usccCharacter}{8}[0-9X]${usccCharacter}`, {
      $comment:
        "the codec also checks the registrar, the province and both check characters, and refuses a person's number",
    }),
  ],
  [ConditionIdCodec, text("(att_[0-9]+|art_[0-9]+(__para_[0-9]+(__point_[0-9]+)?)?)(#[A-Za-z0-9_]+)?")],
  [Pseudonym, pseudonym("A-Z")],
  [UnitPseudonym, pseudonym("A-Za-z")],
  [
    VerifierKeyText,
    text(String.raw`[^+\s]+\+[0-9a-f]{8}\+([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?`, {
      maxLength: 300,
      $comment: "the codec counts in UTF-16 units, and takes no half of a pair",
    }),
  ],
])
