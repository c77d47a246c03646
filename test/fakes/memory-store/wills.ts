import { type Emergencies, type Wills } from '../../../src-main/app/ports/store/wills.port.ts';
import { by, type Hand, type Kept } from './kept.ts';

export const wills = (kept: Kept, { set }: Hand): Wills => ({
  put: own => set(kept.wills, own.oid, own),
  get: oid => kept.wills.get(oid) ?? null,
  ofPatient: patientId => [...kept.wills.values()].filter(own => own.patientId === patientId).sort(by(own => own.oid)),
  keepTold: (patientId, rows, at) => set(kept.toldWills, patientId, { rows, at }),
  told: patientId => kept.toldWills.get(patientId) ?? null,
});

export const emergencies = (kept: Kept, { set }: Hand): Emergencies => ({
  put: use => set(kept.emergencies, use.id, use),
  get: id => kept.emergencies.get(id) ?? null,
  latest: limit =>
    [...kept.emergencies.values()].sort((a, b) => b.at.localeCompare(a.at) || a.id.localeCompare(b.id)).slice(0, limit),
});
