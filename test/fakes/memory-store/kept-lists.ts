import { type Cache, type KeptList } from '../../../src-main/app/ports/store/kept-lists.port.ts';
import { by, type Hand, type Kept } from './kept.ts';

export function cache(kept: Kept, { set, drop }: Hand): Cache {
  function cached<T>(key: string): KeptList<T> | null {
    const row = kept.cache.get(key);
    if (row === undefined) return null;
    return { rows: row.body as readonly T[], at: row.at, unitOid: row.unitOid, part: row.part };
  }
  return {
    putPrescriptions: (patientId, rows, at, unitOid, part = 'whole') =>
      set(kept.cache, `prescriptions ${patientId}`, { body: rows, at, unitOid: unitOid ?? null, part }),
    prescriptions: patientId => cached(`prescriptions ${patientId}`),
    putRecords: (patientId, rows, at, unitOid) =>
      set(kept.cache, `records ${patientId}`, { body: rows, at, unitOid: unitOid ?? null, part: 'whole' }),
    records: patientId => cached(`records ${patientId}`),
    putImaging: (patientId, rows, at, unitOid) =>
      set(kept.cache, `imaging ${patientId}`, { body: rows, at, unitOid, part: 'whole' }),
    imaging: patientId => cached(`imaging ${patientId}`),
    putWellbeing: (patientId, rows, at, unitOid) =>
      set(kept.cache, `wellbeing ${patientId}`, { body: rows, at, unitOid, part: 'whole' }),
    wellbeing: patientId => cached(`wellbeing ${patientId}`),
    lists: () =>
      [...kept.cache]
        .flatMap(([key, { body, at, unitOid, part }]) => {
          const [kind, patientId = ''] = key.split(' ');
          if (kind !== 'prescriptions' && kind !== 'records' && kind !== 'imaging' && kind !== 'wellbeing') return [];
          return [{ kind, patientId, at, unitOid, part, bytes: Buffer.byteLength(JSON.stringify(body)) } as const];
        })
        .sort(
          by(
            list => list.at,
            list => list.patientId,
            list => list.kind,
          ),
        ),
    drop: (kind, patientId) => drop(kept.cache, `${kind} ${patientId}`),
    putRight: (registrationNumber, answer, at) =>
      set(kept.cache, `right ${registrationNumber}`, { body: answer, at, unitOid: null, part: 'whole' }),
    right(registrationNumber) {
      const row = kept.cache.get(`right ${registrationNumber}`);
      return row === undefined ? null : { answer: row.body, at: row.at };
    },
  };
}
