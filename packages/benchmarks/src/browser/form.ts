/** What a form in a browser takes of `core`: it reads what is filled in, checks it as one types, and tells, in both languages. */
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
