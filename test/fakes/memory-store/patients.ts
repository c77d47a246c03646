import { foldedForSearch } from '../../../shared/kernel/text.ts';
import { searchWords, sortName, typedWords } from '../../../src-main/adapters/sqlite/patient-words.ts';
import {
  type Medication,
  type Patients,
  type ServiceEvents,
  type SocialItems,
} from '../../../src-main/app/ports/store/patients.port.ts';
import { by, type Hand, type Kept } from './kept.ts';

export const patients = (kept: Kept, { set }: Hand): Patients => ({
  put(patient) {
    const same = [...kept.patients.values()].find(
      p => p.identityCode !== null && p.identityCode === patient.identityCode && p.id !== patient.id,
    );
    if (same !== undefined) throw new Error('an identity code belongs to one patient');
    set(kept.patients, patient.id, patient);
  },
  putMany: patients => patients.forEach(patient => set(kept.patients, patient.id, patient)),
  get: id => kept.patients.get(id) ?? null,
  byIdentityCode: code => [...kept.patients.values()].find(p => p.identityCode === code) ?? null,
  search(text, limit) {
    const typed = typedWords(text).map(foldedForSearch);
    const all = [...kept.patients.values()]
      .filter(
        p =>
          typed.length > 0 &&
          typed.every(t =>
            searchWords(p)
              .split(' ')
              .some(w => w.startsWith(t)),
          ),
      )
      .sort(by(sortName));
    return { hits: all.slice(0, limit), total: all.length };
  },
  recent: (owner, limit) =>
    [...(kept.opened.get(owner) ?? [])]
      .sort(([a, x], [b, y]) => (x === y ? (a < b ? -1 : 1) : x < y ? 1 : -1))
      .slice(0, limit)
      .flatMap(([id]) => kept.patients.get(id) ?? []),
  markOpened(owner, patientId, at) {
    if (!kept.patients.has(patientId)) throw new Error('no such patient');
    set(kept.opened, owner, new Map(kept.opened.get(owner)).set(patientId, at));
  },
  count: () => kept.patients.size,
});

export const serviceEvents = (kept: Kept, { set }: Hand): ServiceEvents => ({
  put: event => set(kept.serviceEvents, event.oid, event),
  get: oid => kept.serviceEvents.get(oid) ?? null,
  ofPatient: patientId =>
    [...kept.serviceEvents.values()]
      .filter(event => event.patientId === patientId)
      .sort(
        by(
          event => event.startedAt,
          event => event.oid,
        ),
      ),
  openIn: (unitOid, after) =>
    [...kept.serviceEvents.values()]
      .filter(event => event.unitOid === unitOid && event.endedAt === null && event.startedAt > after)
      .sort(
        by(
          event => event.startedAt,
          event => event.oid,
        ),
      ),
});

export const medication = (kept: Kept, { set }: Hand): Medication => ({
  add: (patientId, event) => set(kept.medication, patientId, [...(kept.medication.get(patientId) ?? []), event]),
  ofPatient: patientId => kept.medication.get(patientId) ?? [],
});

export const social = (kept: Kept, { set }: Hand): SocialItems => ({
  add(one) {
    if (!kept.social.has(one.item.oid)) set(kept.social, one.item.oid, one);
  },
  ofPatient: patientId =>
    [...kept.social.values()].filter(one => one.patientId === patientId).sort(by(one => one.item.oid)),
  relationships: () =>
    [...kept.social.values()].filter(({ item }) => item.kind === 'relationship').sort(by(one => one.item.oid)),
});
