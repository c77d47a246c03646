import { type Connection } from './database.ts';

export type PurchaseRow = Readonly<{
  dispensing: string;
  person: string;
  organisation: string;
  year: number;
  deductible: number;
  own: number;
  body: string;
  answer: string;
}>;
export type SuppliedPack = Readonly<{
  gtin: string;
  serial: string;
  dispensing: string;
  organisation: string;
  atMs: number;
  /** When it was put back into trade; null: it is out. */
  returnedMs: number | null;
}>;

/** Kela's purchases and the verification service's packs. */
export interface CounterTable {
  purchase(dispensing: string): (PurchaseRow & Readonly<{ cancelled: number }>) | null;
  addPurchase(row: PurchaseRow): void;
  cancelPurchase(dispensing: string): void;
  /** Used of the year's sums by purchases that count, in cents. */
  used(person: string, year: number): Readonly<{ deductible: number; own: number }>;
  pack(gtin: string, serial: string): SuppliedPack | null;
  /** A pack that came back may go out again, under another dispensing. */
  supply(pack: Omit<SuppliedPack, 'returnedMs'>): void;
  returnPack(gtin: string, serial: string, atMs: number): void;
}

export function counterTable(db: Connection): CounterTable {
  const get = db.prepare<[string], PurchaseRow & { cancelled: number }>(
    'SELECT dispensing, person, organisation, year, deductible, own, body, answer, cancelled FROM purchase WHERE dispensing = ?',
  );
  const add = db.prepare<PurchaseRow>(
    `INSERT INTO purchase (dispensing, person, organisation, year, deductible, own, body, answer)
     VALUES (@dispensing, @person, @organisation, @year, @deductible, @own, @body, @answer)`,
  );
  const cancel = db.prepare<[string]>('UPDATE purchase SET cancelled = 1 WHERE dispensing = ?');
  const used = db.prepare<[string, number], { deductible: number; own: number }>(
    `SELECT coalesce(sum(deductible), 0) AS deductible, coalesce(sum(own), 0) AS own
     FROM purchase WHERE person = ? AND year = ? AND cancelled = 0`,
  );
  const pack = db.prepare<[string, string], SuppliedPack>(
    'SELECT gtin, serial, dispensing, organisation, at_ms AS atMs, returned_ms AS returnedMs FROM supplied_pack WHERE gtin = ? AND serial = ?',
  );
  const supply = db.prepare<Omit<SuppliedPack, 'returnedMs'>>(
    `INSERT OR REPLACE INTO supplied_pack (gtin, serial, dispensing, organisation, at_ms)
     VALUES (@gtin, @serial, @dispensing, @organisation, @atMs)`,
  );
  const returnPack = db.prepare<[number, string, string]>(
    'UPDATE supplied_pack SET returned_ms = ? WHERE gtin = ? AND serial = ?',
  );
  return {
    purchase: dispensing => get.get(dispensing) ?? null,
    addPurchase: row => void add.run(row),
    cancelPurchase: dispensing => void cancel.run(dispensing),
    used: (person, year) => used.get(person, year) ?? { deductible: 0, own: 0 },
    pack: (gtin, serial) => pack.get(gtin, serial) ?? null,
    supply: row => void supply.run(row),
    returnPack: (gtin, serial, atMs) => void returnPack.run(atMs, gtin, serial),
  };
}
