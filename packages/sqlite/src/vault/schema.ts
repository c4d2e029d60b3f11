/** The tables of a vault file, and how an older one becomes one of this version. */

/** "SHFV" in ASCII. */
export const applicationId = 0x53484656
export const schemaVersion = 2

export const schema = `
  CREATE TABLE unit_key (unit TEXT NOT NULL, era INTEGER NOT NULL, key BLOB NOT NULL, PRIMARY KEY (unit, era)) STRICT;
  CREATE TABLE sealed (
    unit       TEXT NOT NULL,
    era        INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    path       TEXT NOT NULL,
    box        BLOB NOT NULL,
    PRIMARY KEY (unit, command_id, path)
  ) STRICT;
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${schemaVersion};`

/** Version 1 knew one key a unit and no erasure: its keys are of the first era. */
export const fromVersion1 = `
  ALTER TABLE unit_key RENAME TO unit_key_1;
  ALTER TABLE sealed RENAME TO sealed_1;
  ${schema}
  INSERT INTO unit_key SELECT unit, 0, key FROM unit_key_1;
  INSERT INTO sealed SELECT unit, 0, command_id, path, box FROM sealed_1;
  DROP TABLE unit_key_1;
  DROP TABLE sealed_1;`
