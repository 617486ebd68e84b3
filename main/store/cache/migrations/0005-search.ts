import type { Migration } from '../../open/migrations.ts';

/**
 * The full-text index of messages. It keeps no text of its own (`content=''`): a row is named by its
 * place in time, so that the newest hits come first without a sort. Writers only note what changed
 * (`search_todo`, in their own transaction); the worker indexes it in its pauses.
 */
export const search: Migration = {
  number: 5,
  name: 'search',
  sql: `
    CREATE VIRTUAL TABLE search USING fts5(
      body, facet, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
    );
    CREATE TABLE search_entry (
      event INTEGER PRIMARY KEY,
      place INTEGER NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE search_todo (event INTEGER PRIMARY KEY) STRICT;
    CREATE TRIGGER search_of_new AFTER INSERT ON event
    WHEN NEW.state_key IS NULL AND (NEW.type = 'm.room.message' OR NEW.status = 'ok') BEGIN
      INSERT OR IGNORE INTO search_todo VALUES (NEW.id);
    END;
    CREATE TRIGGER search_of_changed AFTER UPDATE OF content, clear, redaction ON event
    WHEN NEW.state_key IS NULL
      AND (NEW.clear IS NOT OLD.clear OR NEW.redaction IS NOT OLD.redaction OR NEW.content IS NOT OLD.content) BEGIN
      INSERT OR IGNORE INTO search_todo VALUES (NEW.id);
    END;
    CREATE TRIGGER search_of_gone AFTER DELETE ON event BEGIN
      DELETE FROM search WHERE rowid = (SELECT place FROM search_entry WHERE event = OLD.id);
      DELETE FROM search_entry WHERE event = OLD.id;
      DELETE FROM search_todo WHERE event = OLD.id;
    END;
    INSERT INTO search_todo SELECT id FROM event WHERE state_key IS NULL AND (type = 'm.room.message' OR status = 'ok');
  `,
};
