/** Database files of a test, and a look at them from outside. */
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { temporaryFolder } from "@shifan/testkit/basics"

/** The path of a file that is not there yet, in a folder that is removed after the test. */
export const newFile = (name = "events.db"): string => join(temporaryFolder(), name)

/** As another program opens the file. */
export const withDatabase = <A>(
  file: string,
  use: (db: DatabaseSync) => A,
  options: { readonly readOnly?: boolean } = {},
): A => {
  const db = new DatabaseSync(file, options)
  try {
    return use(db)
  } finally {
    db.close()
  }
}
