/** What was shown is stored once: with the draft, then with the document that it became. */
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { oid } from '../../shared/kernel/oid.ts';
import { insertedIn, withInserted } from '../../src-main/adapters/sqlite/inserted.ts';
import { type StoredDocument } from '../../src-main/app/ports/store/documents.port.ts';
import { type Draft } from '../../src-main/app/ports/store/drafts.port.ts';
import { aFolder, asMadeBy, openIn, rawly, removeFolders } from '../builders/sqlite.builder.ts';
import { aDocument, aDraft, addSigned, LATER, sha256, textBytes } from '../builders/store.builder.ts';

afterAll(removeFolders);

const bytesOf = (parts: readonly number[]): Uint8Array => Uint8Array.from(parts);
/** Few different bytes, so that pieces often resemble what stands beside them. */
const piece = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 40 });

describe('what is put into bytes', () => {
  test('is found wherever it stands, with nothing more, and gives the same bytes again', () => {
    fc.assert(
      fc.property(piece, piece, piece, (before, put, after) => {
        const [shown, signed] = [bytesOf([...before, ...after]), bytesOf([...before, ...put, ...after])];
        const inserted = insertedIn(shown, signed);
        expect(inserted?.bytes).toHaveLength(put.length);
        expect(inserted && withInserted(shown, inserted)).toEqual(signed);
      }),
    );
  });

  test('is never found where anything else differs', () => {
    fc.assert(
      fc.property(piece, piece, (shown, signed) => {
        const inserted = insertedIn(bytesOf(shown), bytesOf(signed));
        if (inserted !== null) expect(withInserted(bytesOf(shown), inserted)).toEqual(bytesOf(signed));
      }),
    );
    expect(insertedIn(textBytes('<a>1</a>'), textBytes('<a>2</a>'))).toBeNull();
    expect(insertedIn(textBytes('<a>12</a>'), textBytes('<a>1</a>'))).toBeNull();
    expect(insertedIn(textBytes('<a>1</a>'), textBytes('<b><s/>1</a>'))).toBeNull();
  });
});

const frozenRows = (folder: string): number =>
  rawly(folder, db => db.prepare<[], number>('SELECT count(*) FROM frozen').pluck().get() ?? -1);

const frozenAs = (text: string): NonNullable<Draft['frozen']> => ({
  bytes: textBytes(text),
  digest: sha256(textBytes(text)),
  content: { text },
});

/** A document much longer than its signature. */
function aLongDocument(): StoredDocument {
  const bytes = textBytes(`<doc><signature/>${'ä1b2'.repeat(5_000)}</doc>`);
  return aDocument({ bytes, digest: sha256(bytes) });
}
const SIGNATURE = { place: 5, length: '<signature/>'.length };

describe('frozen bytes', () => {
  test('go with their draft: changed, shown anew or thrown away', () => {
    const folder = aFolder();
    const store = openIn(folder);
    const counts = [
      aDraft({ frozen: frozenAs('first') }),
      aDraft({ frozen: frozenAs('second') }),
      aDraft({ frozen: null, savedAt: LATER }),
      aDraft({ frozen: frozenAs('third') }),
    ].map(draft => {
      store.write(tx => tx.drafts.put(draft));
      expect(store.read(tx => tx.drafts.get(draft.id)?.frozen)).toEqual(draft.frozen);
      return frozenRows(folder);
    });
    expect(counts).toEqual([1, 1, 0, 1]);
    store.write(tx => tx.drafts.remove('draft-1'));
    expect(frozenRows(folder)).toBe(0);
    store.close();
  });

  test('stay with the document that they became, which has no more than its signature of its own', () => {
    const folder = aFolder();
    const store = openIn(folder);
    const document = aLongDocument();
    store.write(tx => addSigned(tx, document, SIGNATURE));
    expect(store.read(tx => tx.documents.get(document.oid))).toEqual(document);
    store.close();
    expect(rawly(folder, db => db.prepare('SELECT length(bytes) AS own, place, content FROM documents').get())).toEqual(
      { own: SIGNATURE.length, place: expect.any(Number) as number, content: 'null' },
    );
    expect(frozenRows(folder)).toBe(1);
    const refused = ["UPDATE frozen SET content = '{}'", 'DELETE FROM frozen'].filter(sql => {
      try {
        rawly(folder, db => db.exec(sql));
        return false;
      } catch {
        return true;
      }
    });
    expect(refused).toHaveLength(2);
  });

  test('a document of a draft that was shown otherwise since is stored whole', () => {
    const folder = aFolder();
    const store = openIn(folder);
    const document = aLongDocument();
    const draft = aDraft({ frozen: { ...frozenAs('as it was'), content: document.content } });
    store.write(tx => {
      tx.drafts.put({ ...draft, frozen: frozenAs('as it is now') });
      tx.documents.add(document, draft);
      tx.drafts.remove(draft.id);
    });
    expect(store.read(tx => tx.documents.get(document.oid))).toEqual(document);
    store.close();
    expect(frozenRows(folder)).toBe(0);
  });

  test('of a file of the version before are shown as they were, and can be signed', () => {
    const folder = aFolder();
    openIn(folder).close();
    asMadeBy(150, folder);
    const [shown, begun] = [aDraft({ frozen: frozenAs('<doc/>') }), aDraft({ id: 'draft-2' })];
    rawly(folder, db => {
      const put = db.prepare('INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
      for (const { frozen, ...draft } of [shown, begun])
        put.run(
          ...[draft.id, draft.kind, draft.owner, draft.patientId, draft.documentOid, draft.messageId],
          ...[draft.subjectOid, draft.createdAt, draft.savedAt, JSON.stringify(draft.form)],
          ...[frozen?.digest ?? null, frozen && JSON.stringify(frozen.content), frozen?.bytes ?? null],
        );
    });
    const store = openIn(folder);
    expect(store.read(tx => tx.drafts.ofOwner(shown.owner, 5))).toEqual([shown, begun]);
    const bytes = textBytes('<doc><signature/></doc>');
    const document = aDocument({ oid: oid('1.2.3.4'), bytes, digest: sha256(bytes) });
    store.write(tx => tx.documents.add(document, shown));
    expect(store.read(tx => tx.documents.get(document.oid))).toEqual(document);
    store.close();
  });
});
