import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';

/** Key of the flag in the local database: it holds words that the server does not. */
const FLAG = 'unsaved';

/**
 * The copy on this device. It lives only while the server lacks something: once everything is acknowledged it is of no
 * use, could meet a document that was restored meanwhile, and would stay on a device that may be taken away.
 */
export class Keep {
  private flagged = false;
  /** Whether there may be words in it. It takes the whole story when it opens. */
  private filled = true;
  private timer = 0;

  private constructor(private readonly store: IndexeddbPersistence) {}

  /** Opens the copy of a story. `restored` is true when it held unsaved words, which are then in the document. */
  static async open(name: string, doc: Y.Doc): Promise<{ keep: Keep | null; restored: boolean }> {
    try {
      const restored = await holdsUnsaved(name);
      const store = new IndexeddbPersistence(name, doc);
      await store.whenSynced;
      const keep = new Keep(store);
      keep.flagged = restored;
      return { keep, restored };
    } catch {
      // A private window may have no database: writing works, only without the copy.
      return { keep: null, restored: false };
    }
  }

  /** Notes whether the server lacks something. The flag falls late, so that typing does not write it all the time. */
  note(unsaved: boolean): void {
    clearTimeout(this.timer);
    if (unsaved && !this.flagged) {
      this.flagged = true;
      this.filled = true;
      void this.store.set(FLAG, 1);
    } else if (!unsaved && this.filled) {
      this.timer = window.setTimeout(() => {
        this.flagged = false;
        this.filled = false;
        void this.store.del(FLAG);
        if (this.store.db) empty(this.store.db);
      }, 1000);
    }
  }

  /** Forgets everything. */
  async forget(): Promise<void> {
    await this.store.clearData();
  }
}

/** Looks into the database before it is loaded; a copy that holds nothing unsaved is emptied. */
function holdsUnsaved(name: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const open = indexedDB.open(name);
    open.onupgradeneeded = () => open.transaction?.abort();
    open.onerror = () => (open.error?.name === 'AbortError' ? resolve(false) : reject(open.error));
    open.onblocked = () => reject(new Error('blocked'));
    open.onsuccess = () => {
      const database = open.result;
      const get = database.transaction('custom').objectStore('custom').get(FLAG);
      get.onsuccess = () => {
        const unsaved = get.result !== undefined;
        if (!unsaved) empty(database);
        database.close();
        resolve(unsaved);
      };
      get.onerror = () => reject(get.error);
    };
  });
}

function empty(database: IDBDatabase): void {
  database.transaction('updates', 'readwrite').objectStore('updates').clear();
}
