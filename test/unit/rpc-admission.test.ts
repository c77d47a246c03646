/** T-IPC: who may make which call, and which calls a person makes. */
import { describe, expect, test } from 'vitest';
import { isPersonsCall, METHODS } from '../../shared/contract/api.ts';
import { type Profession } from '../../shared/domain/people/person.ts';
import { type ErrorCode } from '../../shared/kernel/error-codes.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import { CALLS } from '../builders/calls.builder.ts';
import { aPhysician } from '../builders/person.builder.ts';
import { aWorld } from '../fakes/world.fake.ts';
import { aDispatch, shapeOf } from '../builders/dispatch.builder.ts';

describe('who may call', () => {
  /** A second opinion on the table of the product: Act 61/2007 and what this version grants. */
  const GRANTED: Readonly<Record<Profession, readonly string[]>> = {
    physician: [
      'prescribe',
      'recordEntry',
      'annulRecords',
      'readRecords',
      'findPersons',
      'readPatients',
      'readMedication',
      'arrangeVisits',
      'maintainWills',
      'seeQueue',
    ],
    specialistPhysician: [
      'prescribe',
      'recordEntry',
      'annulRecords',
      'readRecords',
      'findPersons',
      'readPatients',
      'readMedication',
      'arrangeVisits',
      'maintainWills',
      'seeQueue',
    ],
    dentist: [
      'prescribe',
      'recordEntry',
      'annulRecords',
      'readRecords',
      'findPersons',
      'readPatients',
      'readMedication',
      'arrangeVisits',
      'maintainWills',
      'seeQueue',
    ],
    pharmacist: ['dispense', 'findPersons', 'readPatients', 'readMedication', 'seeQueue', 'checkReadiness'],
    bachelorPharmacist: ['dispense', 'findPersons', 'readPatients', 'readMedication', 'seeQueue'],
    nurse: [
      'recordEntry',
      'annulRecords',
      'readRecords',
      'findPersons',
      'readPatients',
      'readMedication',
      'arrangeVisits',
      'maintainWills',
      'seeQueue',
    ],
    pharmacyTechnician: ['checkReadiness'],
    secretary: ['findPersons', 'arrangeVisits', 'maintainWills'],
    socialWorker: ['findPersons', 'maintainWills', 'socialWork', 'seeQueue'],
    archivist: ['findPersons', 'readPatients', 'readRecords', 'annulRecords', 'seeQueue'],
    dataProtectionOfficer: ['reviewLogs', 'checkReadiness'],
  };

  test('every call is written down with its needs, and its sample decodes', () => {
    expect([...METHODS].sort()).toEqual(Object.keys(CALLS).sort());
    for (const [method, { needs, params }] of Object.entries(CALLS)) {
      expect([method, shapeOf(method).needs]).toEqual([method, needs]);
      expect([method, shapeOf(method).params.safeParse(params).success]).toEqual([method, true]);
    }
  });

  test('only what shows no patient is open to anyone', () => {
    expect(METHODS.filter(method => shapeOf(method).needs === 'anyone')).toEqual([
      'knowledge.packs',
      'queue.counts',
      // Only a damaged database answers these with anything, and there nobody can sign in.
      'rescue.state',
      'rescue.exportUnsent',
      'session.state',
      'session.practiceCards',
      'session.insertPracticeCard',
      'session.resetPracticeCard',
      'session.signIn',
      'session.signOut',
      // Before anybody can sign in, the reader has to work.
      'system.cardSoftware',
      'system.chooseCardModule',
      'system.testCardSoftware',
      'system.about',
      'system.settings',
      'system.saveSettings',
      'system.health',
      'system.practiceFault',
    ]);
  });

  for (const profession of Object.keys(GRANTED) as Profession[]) {
    for (const state of ['signedOut', 'locked', 'signedIn'] as const) {
      test(`${profession}, ${state}: each call is refused or reached as the table says`, async () => {
        const person = aPhysician({ profession, registrationNumber: '00999900999' });
        const world = aWorld({ others: [person] });
        const { session } = world.application;
        if (state !== 'signedOut') await world.signIn(person);
        if (state === 'locked') session.lock();
        for (const method of METHODS) {
          const { dispatch, reached } = aDispatch(
            () => fail({ code: 'DB-0003' }),
            () => session.refusal(shapeOf(method).needs, session.caller()),
          );
          const needs = CALLS[method]?.needs ?? 'signedIn';
          const expected: ErrorCode =
            needs === 'anyone'
              ? 'DB-0003'
              : state !== 'signedIn'
                ? 'SES-0001'
                : needs === 'signedIn' || GRANTED[profession].includes(needs)
                  ? 'DB-0003'
                  : 'SES-0002';
          const answer = await dispatch({ method, params: CALLS[method]?.params });
          expect([method, answer]).toEqual([method, fail({ code: expected })]);
          expect([method, reached.length]).toEqual([method, expected === 'DB-0003' ? 1 : 0]);
        }
      });
    }
  }

  test('the refusal comes before the parameters are looked at: nobody learns their shape', async () => {
    const { dispatch } = aDispatch(
      () => ok(null),
      () => ({ code: 'SES-0001' }),
    );
    for (const method of METHODS)
      expect(await dispatch({ method, params: 'broken' })).toEqual(fail({ code: 'SES-0001' }));
  });
});

describe('what puts the idle lock off', () => {
  test('a call that screens repeat by themselves when the queue moves is no sign of a person', () => {
    const byItself = METHODS.filter(method => !isPersonsCall({ method, params: {} }));
    expect(byItself).toEqual([
      'authorisations.list',
      'catalogue.versions',
      'certificates.deliveries',
      'day.view',
      'dispensing.list',
      'medicines.release',
      'medicines.table',
      'prescribing.list',
      'queue.list',
      'queue.counts',
      'queue.attention',
      'records.list',
      'records.more',
      'renewals.list',
      'session.state',
      'session.practiceCards',
      'session.desk',
      'session.keepDesk',
      'signing.takeBackWindow',
      'signing.waiting',
      'social.list',
      'system.health',
      'wellbeing.list',
      'wills.list',
    ]);
    for (const message of [null, undefined, 5, 'x', {}, { method: 5 }, { method: 'no.call' }, { method: '__proto__' }])
      expect(isPersonsCall(message)).toBe(false);
  });
});
