/**
 * The tables of the three databases. SQLite keeps the text of a CREATE TABLE in the file, comments and indentation
 * included, and a test holds it: a change here is a new version of the format, with an upgrade from the one before.
 */
import type { FileFormat } from "./engine/open-file.js"

/** The event store: `SHFN`. */
export const storeFormat: FileFormat = {
  applicationId: 0x5348464e,
  schema: `CREATE TABLE event (
     position INTEGER PRIMARY KEY,        -- 1, 2, 3, … in the order of commits, without gaps
     id       TEXT    NOT NULL UNIQUE,
     stream   TEXT    NOT NULL,
     revision INTEGER NOT NULL,           -- 0, 1, 2, … in each stream
     type     TEXT    NOT NULL,
     leaf     BLOB    NOT NULL,           -- the event as canonical JSON in UTF-8
     UNIQUE (stream, revision)
   ) STRICT;`,
  upgrades: [],
}

/** In the event store's file, where the store was opened with `leafLog`: the leaf hash of each event (RFC 6962). */
export const leafTable =
  "CREATE TABLE IF NOT EXISTS leaf (position INTEGER PRIMARY KEY REFERENCES event, hash BLOB NOT NULL) STRICT"

const keyTable =
  "CREATE TABLE unit_key (unit TEXT NOT NULL, era INTEGER NOT NULL, key BLOB NOT NULL, PRIMARY KEY (unit, era)) STRICT;"

/** Version 1 had one key for each unit and no erasure, so its keys belong to era 0. */
const vaultFromVersion1 = `
  ALTER TABLE unit_key RENAME TO unit_key_1;
  ALTER TABLE sealed RENAME TO sealed_1;
  ${keyTable}
  CREATE TABLE sealed (
    unit       TEXT NOT NULL,
    era        INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    path       TEXT NOT NULL,
    box        BLOB NOT NULL,
    PRIMARY KEY (unit, command_id, path)
  ) STRICT;
  INSERT INTO unit_key SELECT unit, 0, key FROM unit_key_1;
  INSERT INTO sealed SELECT unit, 0, command_id, path, box FROM sealed_1;
  DROP TABLE unit_key_1;
  DROP TABLE sealed_1;`

const sealedTable = `
  CREATE TABLE sealed (
    unit       TEXT NOT NULL,
    era        INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    path       TEXT NOT NULL,
    box        BLOB NOT NULL,
    claims     INTEGER NOT NULL,   -- how often it was put and not released
    PRIMARY KEY (unit, command_id, path, box)
  ) STRICT;`

/** The id of the first event of the store that a vault belongs to, as soon as that has one. */
const ownerTable = "CREATE TABLE owner (only INTEGER PRIMARY KEY CHECK (only = 1), store TEXT NOT NULL) STRICT;"

/** Version 2 did not say which store it belongs to, and kept the values of commands that were not carried out. */
const vaultFromVersion2 = `
  ALTER TABLE sealed RENAME TO sealed_2;
  ${sealedTable}
  INSERT INTO sealed SELECT unit, era, command_id, path, box, 1 FROM sealed_2;
  DROP TABLE sealed_2;
  ${ownerTable}`

/** The vault: `SHFV`. */
export const vaultFormat: FileFormat = {
  applicationId: 0x53484656,
  schema: `
  ${keyTable}
  ${sealedTable}
  ${ownerTable}`,
  upgrades: [vaultFromVersion1, vaultFromVersion2],
}

/** The read models: `SHFR`. Each read model makes its own tables and has a version of its own, beside this table. */
export const readModelFormat: FileFormat = {
  applicationId: 0x53484652,
  schema: `
  CREATE TABLE standing (
    name       TEXT    NOT NULL,
    slot       TEXT    NOT NULL CHECK (slot IN ('live', 'next')),
    version    INTEGER NOT NULL,
    build      INTEGER NOT NULL,   -- its tables are <name>_<build>_<table>
    checkpoint TEXT,               -- the position of the last event read
    PRIMARY KEY (name, slot)
  ) STRICT;`,
  upgrades: [],
}
