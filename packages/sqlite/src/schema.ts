/**
 * The tables of the three databases. SQLite stores the text of a CREATE TABLE in the file, with comments and indentation,
 * and a test pins it. Changing it means a new version of the format, with an upgrade from the previous one.
 */
import type { FileFormat } from "./engine/open-file.js"

/** Format of the event store: `SHFN`. */
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

/**
 * Finds the events of a type, such as the certificates that have a number, without reading all others. Not part of the format: a
 * file without it is read through, and gets it the next time it is opened for writing.
 */
export const typeIndex = "CREATE INDEX IF NOT EXISTS event_type ON event (type)"

/** Leaf hash of each event (RFC 6962), in the event store's file if the store was opened with `leafLog`. */
export const leafTable =
  "CREATE TABLE IF NOT EXISTS leaf (position INTEGER PRIMARY KEY REFERENCES event, hash BLOB NOT NULL) STRICT"

const keyTable =
  "CREATE TABLE unit_key (unit TEXT NOT NULL, era INTEGER NOT NULL, key BLOB NOT NULL, PRIMARY KEY (unit, era)) STRICT;"

/** Version 1 had one key per unit and no erasure, so its keys belong to era 0. */
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

/** Id of the first event of the store that the vault belongs to. Empty until that store has an event. */
const ownerTable = "CREATE TABLE owner (only INTEGER PRIMARY KEY CHECK (only = 1), store TEXT NOT NULL) STRICT;"

/** Version 2 did not record the store it belongs to, and kept the values of commands that were not carried out. */
const vaultFromVersion2 = `
  ALTER TABLE sealed RENAME TO sealed_2;
  ${sealedTable}
  INSERT INTO sealed SELECT unit, era, command_id, path, box, 1 FROM sealed_2;
  DROP TABLE sealed_2;
  ${ownerTable}`

/** Format of the vault: `SHFV`. */
export const vaultFormat: FileFormat = {
  applicationId: 0x53484656,
  schema: `
  ${keyTable}
  ${sealedTable}
  ${ownerTable}`,
  upgrades: [vaultFromVersion1, vaultFromVersion2],
}

/** Format of the read models: `SHFR`. In addition, each read model makes its own tables and has its own version. */
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
