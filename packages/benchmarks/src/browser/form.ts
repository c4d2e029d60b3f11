/** What a form in a browser needs of `core`: decode what is filled in, check it while one types, explain in both languages. */
export {
  applicationForm,
  asFilled,
  changeText,
  decode,
  divergenceText,
  Dossier,
  figuresText,
  qinhuangdao2020,
  selfCheck,
  verdictNames,
} from "@shifan/core"
