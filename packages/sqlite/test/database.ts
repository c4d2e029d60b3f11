/** Database files for tests, and access to them from outside the program. */
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { temporaryFolder } from "@shifan/testkit/basics"

/** Path of a file that does not exist yet, in a folder removed after the test. */
export const newFile = (name = "events.db"): string => join(temporaryFolder(), name)

/** Opens the file as another program would. */
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
