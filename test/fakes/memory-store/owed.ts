import { type Authorisations } from '../../../src-main/app/ports/store/authorisations.port.ts';
import { type Deliveries, type FollowUp, type FollowUps } from '../../../src-main/app/ports/store/owed.port.ts';
import { by, type Hand, type Kept } from './kept.ts';

export const deliveries = (kept: Kept, { set }: Hand): Deliveries => ({
  put: one => set(kept.deliveries, one.delivery.oid, one),
  ofPatient: patientId =>
    [...kept.deliveries.values()].filter(one => one.patientId === patientId).sort(by(one => one.delivery.oid)),
});

export const authorisations = (kept: Kept, { set }: Hand): Authorisations => ({
  put: one => set(kept.authorisations, one.authorisation.oid, one),
  ofPatient: patientId =>
    [...kept.authorisations.values()].filter(one => one.patientId === patientId).sort(by(one => one.authorisation.oid)),
});

export const followUps = (kept: Kept, { set }: Hand): FollowUps => ({
  add(one) {
    if (!kept.followUps.has(one.id)) set(kept.followUps, one.id, one);
  },
  settle(id, state, answer, at) {
    const one = kept.followUps.get(id);
    if (one?.state !== 'waiting') throw new Error('the follow-up does not wait');
    set(kept.followUps, id, { ...one, state, answer, settledAt: at });
  },
  waiting: limit => [...kept.followUps.values()].filter(one => one.state === 'waiting').slice(0, limit),
  ofPatient: patientId => [...kept.followUps.values()].filter(one => one.patientId === patientId),
  counts() {
    const all = [...kept.followUps.values()];
    const count = (state: FollowUp['state']): number => all.filter(one => one.state === state).length;
    return { waiting: count('waiting'), refused: count('refused') };
  },
});
