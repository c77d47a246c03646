import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { EXAMINED_BYTES, type ExaminedDocument } from '../../../shared/domain/documents/examined.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';

/** A file of the window, as far as it is needed here. */
export type GivenFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

export type Place =
  | Readonly<{ at: 'empty' }>
  | Readonly<{ at: 'reading'; name: string }>
  | Readonly<{ at: 'shown'; name: string; document: ExaminedDocument }>
  | Readonly<{ at: 'failed'; name: string; failure: Failure }>;

export type DocumentsView = Readonly<{
  /** The document that is looked at, and the one that it is compared with. */
  one: Place;
  other: Place;
  open(file: GivenFile): Promise<void>;
  compare(file: GivenFile): Promise<void>;
  clear(): void;
}>;
export type DocumentsStore = StoreApi<DocumentsView>;

const EMPTY: Place = { at: 'empty' };
/** Arguments of one call have a limit, a file has not. */
const PIECE = 32_768;

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(text);
}

/** Holds two files at most, and only while the screen is open. Files that are too large are not even read. */
export const createDocumentsStore = (client: ApiClient): DocumentsStore =>
  createStore<DocumentsView>()((set, get) => {
    async function examined(file: GivenFile): Promise<Place> {
      const { name } = file;
      if (file.size > EXAMINED_BYTES) return { at: 'failed', name, failure: { code: 'FORM-0009' } };
      let bytes: Uint8Array;
      try {
        bytes = new Uint8Array(await file.arrayBuffer());
      } catch {
        return { at: 'failed', name, failure: { code: 'FORM-0010' } };
      }
      const reply = await client.documents.examine({ base64: base64Of(bytes) });
      return reply.ok ? { at: 'shown', name, document: reply.value } : { at: 'failed', name, failure: reply.error };
    }
    async function put(place: 'one' | 'other', file: GivenFile): Promise<void> {
      const reading: Place = { at: 'reading', name: file.name };
      set({ [place]: reading });
      const now = await examined(file);
      // Another file was given meanwhile: its answer is the one that counts.
      if (get()[place] === reading) set({ [place]: now });
    }
    return {
      one: EMPTY,
      other: EMPTY,
      async open(file) {
        set({ other: EMPTY });
        await put('one', file);
      },
      compare: file => put('other', file),
      clear: () => set({ one: EMPTY, other: EMPTY }),
    };
  });
