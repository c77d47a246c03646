import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiClient, type HostEvent } from '../../shared/contract/api.ts';
import {
  accepted,
  dispense,
  openPatient,
  PIN2,
  prescribe,
  preparePrescription,
  queueRow,
  signIn,
  until,
  valueOf,
} from './story.ts';

/** A host as one transport carries it. */
export type CarriedHost = Readonly<{
  client: ApiClient;
  events: readonly HostEvent[];
  /** The raw message as it would come from a page that does not keep the contract. */
  send(message: unknown): Promise<unknown>;
  /** Ends the host and starts it again on the same data. */
  restart(): Promise<CarriedHost>;
  close(): Promise<void>;
}>;

/** The same behaviour over every transport. */
export function hostSuite(name: string, open: () => Promise<CarriedHost>): void {
  describe(name, () => {
    let host: CarriedHost;
    beforeAll(async () => {
      host = await open();
    }, 90_000);
    afterAll(() => host.close());

    test('nobody is signed in at first, and calls that need a person are refused', async () => {
      expect(valueOf(await host.client.session.state({})).at).toBe('signedOut');
      expect(await host.client.patients.search({ text: 'a', limit: 5 })).toEqual({
        ok: false,
        error: { code: 'SES-0001' },
      });
    });

    test('messages that break the contract are refused with a code', async () => {
      const refused = (code: string): unknown =>
        expect.objectContaining({ ok: false, error: expect.objectContaining({ code }) as unknown });
      expect(await host.send({ method: 'nothing.here', params: {} })).toEqual(refused('CALL-0002'));
      expect(await host.send({ method: 'session.constructor', params: {} })).toEqual(refused('CALL-0002'));
      expect(await host.send({ method: '__proto__.toString', params: {} })).toEqual(refused('CALL-0002'));
      expect(await host.send({ method: 'session.signIn', params: { pin1: 5 } })).toEqual(refused('CALL-0001'));
      expect(await host.send({ method: 'session.state', params: { more: true } })).toEqual(refused('CALL-0001'));
      expect(await host.send('text')).toEqual(refused('CALL-0001'));
      expect(await host.send(null)).toEqual(refused('CALL-0001'));
    });

    test('a wrong PIN costs a try, the right one signs in and gives the tries back', async () => {
      valueOf(await host.client.session.insertPracticeCard({ cardId: 'aino-harjula' }));
      expect(await host.client.session.signIn({ pin1: '9999' })).toEqual({
        ok: false,
        error: { code: 'CARD-0101', triesLeft: 4 },
      });
      const state = valueOf(await host.client.session.signIn({ pin1: '1234' }));
      expect([state.at, state.professional?.family, state.rightChecked]).toEqual(['signedIn', 'Harjula', 'fresh']);
      expect(state.capabilities).toContain('prescribe');
    });

    test('a physician may not dispense; a right that has ended signs nobody in', async () => {
      expect(await host.client.dispensing.list({ patientId: 'x' })).toEqual({ ok: false, error: { code: 'SES-0002' } });
      valueOf(await host.client.session.insertPracticeCard({ cardId: 'ilmari-lukko' }));
      expect(valueOf(await host.client.session.state({})).at).toBe('locked');
      expect(await host.client.session.signIn({ pin1: '1234' })).toEqual({ ok: false, error: { code: 'SES-0003' } });
    });

    test('a prescription is signed, queued, accepted with a verified receipt, and the page is told', async () => {
      await signIn(host.client, 'aino-harjula');
      const patientId = await openPatient(host.client, 'Kokemäki');
      const oid = await prescribe(host.client, patientId);
      const row = await accepted(host.client, oid);
      expect(row.receipt).toMatchObject({ verified: true, replayed: false });
      await until(
        async () => host.events.some(e => e.type === 'prescriptionsChanged' && e.patientId === patientId),
        'event',
      );
      const listed = valueOf(await host.client.prescribing.list({ patientId }));
      expect(listed.source.from).toBe('service');
      expect(listed.rows.find(r => r.prescription.setId === oid)).toMatchObject({
        state: 'notDispensed',
        acceptance: 'accepted',
      });
    });

    test('what is signed is what was shown: a form changed after the preview is not signed', async () => {
      const patientId = await openPatient(host.client, 'Kokemäki');
      const { draftId, digest, documentOid } = await preparePrescription(host.client, patientId);
      const draft = valueOf(await host.client.prescribing.drafts({ patientId })).find(d => d.draftId === draftId);
      if (draft === undefined) throw new Error('the draft is gone');
      valueOf(await host.client.prescribing.saveDraft({ draftId, form: { ...draft.form, packages: '3' } }));
      const result = valueOf(await host.client.prescribing.sign({ items: [{ draftId, digest }], pin2: PIN2 }));
      expect(result).toEqual({ signed: [], left: [{ draftId, failure: { code: 'CARD-0113' } }] });
      expect(await queueRow(host.client, documentOid)).toBeUndefined();
      valueOf(await host.client.prescribing.discardDraft({ draftId }));
    });

    test('two windows at one form: the later one is told and neither loses a word', async () => {
      const patientId = await openPatient(host.client, 'Kokemäki');
      const { client } = host;
      const moved = (savedAt: string) => until(async () => savedAt < new Date().toISOString(), 'the clock has moved');

      const { draftId, form, savedAt: opened } = valueOf(await client.prescribing.openForm({ patientId }));
      const prescribe = (indication: string, knownAt: typeof opened) =>
        client.prescribing.saveDraft({ draftId, form: { ...form, indication }, knownAt });
      await moved(opened);
      const { savedAt } = valueOf(await prescribe('Ensimmäinen', opened));
      expect(await prescribe('Toinen', opened)).toMatchObject({ ok: false, error: { code: 'FORM-0007' } });
      const kept = valueOf(await client.prescribing.drafts({ patientId })).find(one => one.draftId === draftId);
      expect([kept?.form.indication, kept?.savedAt]).toEqual(['Ensimmäinen', savedAt]);
      valueOf(await prescribe('Toinen', savedAt));
      valueOf(await client.prescribing.discardDraft({ draftId }));

      const event = valueOf(await client.patients.openServiceEvent({ patientId, kind: 'visit' }));
      const [template] = valueOf(await client.records.templates({}));
      if (template === undefined) throw new Error('a physician has templates');
      const note = valueOf(
        await client.records.openForm({ patientId, serviceEventOid: event.oid, templateId: template.id }),
      );
      const write = (text: string, knownAt: typeof opened) =>
        client.records.saveDraft({
          draftId: note.draftId,
          form: { ...note.form, sections: note.form.sections.map(section => ({ ...section, text })) },
          knownAt,
        });
      await moved(note.savedAt);
      valueOf(await write('Ensimmäinen', note.savedAt));
      expect(await write('Toinen', note.savedAt)).toMatchObject({ ok: false, error: { code: 'FORM-0007' } });
      valueOf(await client.records.discardDraft({ draftId: note.draftId }));
      valueOf(await client.patients.endServiceEvent({ serviceEventOid: event.oid }));
    });

    test('taking the card out covers the desk; drafts are there afterwards and after a restart', async () => {
      const patientId = await openPatient(host.client, 'Kokemäki');
      const { draftId } = valueOf(await host.client.prescribing.openForm({ patientId }));
      valueOf(await host.client.session.insertPracticeCard({ cardId: null }));
      expect(valueOf(await host.client.session.state({})).at).toBe('locked');
      expect(await host.client.prescribing.drafts({ patientId })).toEqual({ ok: false, error: { code: 'SES-0001' } });
      host = await host.restart();
      await signIn(host.client, 'aino-harjula');
      expect(valueOf(await host.client.prescribing.drafts({ patientId })).map(d => d.draftId)).toContain(draftId);
      valueOf(await host.client.prescribing.discardDraft({ draftId }));
    }, 60_000);

    test('a form that is saved at the moment at which the desk is covered is told as saved: nobody conflicts with oneself', async () => {
      const patientId = await openPatient(host.client, 'Kokemäki');
      const { draftId, form, savedAt } = valueOf(await host.client.prescribing.openForm({ patientId }));
      const [saved] = await Promise.all([
        host.client.prescribing.saveDraft({ draftId, form, knownAt: savedAt }),
        host.client.session.lock({}),
      ]);
      const knownAt = valueOf(saved).savedAt;
      await signIn(host.client, 'aino-harjula');
      valueOf(await host.client.prescribing.saveDraft({ draftId, form, knownAt }));
      valueOf(await host.client.prescribing.discardDraft({ draftId }));
    }, 60_000);

    test('with the line cut the prescription waits; when it is back the queue drains by itself', async () => {
      const patientId = await openPatient(host.client, 'Kokemäki');
      valueOf(await host.client.system.practiceFault({ fault: 'lineDown' }));
      const oid = await prescribe(host.client, patientId);
      await until(
        async () =>
          ['queued', 'unknown'].includes((await queueRow(host.client, oid))?.state ?? '') &&
          ((await queueRow(host.client, oid))?.attempts ?? 0) > 0,
        'an attempt that failed',
      );
      const listed = valueOf(await host.client.prescribing.list({ patientId }));
      expect(listed.source.from).toBe('cache');
      expect(listed.rows[0]).toMatchObject({ acceptance: 'queued', prescription: { setId: oid } });
      valueOf(await host.client.system.practiceFault({ fault: 'none' }));
      expect((await accepted(host.client, oid)).receipt).toMatchObject({ verified: true });
    }, 60_000);

    test('a lost answer doubles nothing: the service is asked and the first receipt counts', async () => {
      const patientId = await openPatient(host.client, 'Kokemäki');
      valueOf(await host.client.system.practiceFault({ fault: 'loseAnswers' }));
      const oid = await prescribe(host.client, patientId);
      await until(
        async () =>
          (await queueRow(host.client, oid))?.lastAnswer?.code !== undefined &&
          (await queueRow(host.client, oid))?.attempts,
        'a lost answer',
      );
      valueOf(await host.client.system.practiceFault({ fault: 'none' }));
      await accepted(host.client, oid);
      const listed = valueOf(await host.client.prescribing.list({ patientId }));
      expect(listed.rows.filter(r => r.prescription.setId === oid)).toHaveLength(1);
    }, 60_000);

    test('a pharmacy needs the customer’s word, holds, dispenses partly, and prints the label', async () => {
      const doctorsPatient = await openPatient(host.client, 'Kokemäki');
      const oid = await prescribe(host.client, doctorsPatient, { packages: '2' });
      await accepted(host.client, oid);
      await signIn(host.client, 'leena-apaja');
      const { hits } = valueOf(await host.client.patients.search({ text: 'Kokemäki', limit: 1 }));
      const patientId = hits[0]?.id ?? '';
      expect(await host.client.dispensing.list({ patientId })).toEqual({ ok: false, error: { code: 'PAT-0004' } });
      expect(await host.client.patients.open({ patientId, reason: '6', basis: null, collector: '' })).toEqual({
        ok: false,
        error: { code: 'PAT-0004' },
      });
      await openPatient(host.client, 'Kokemäki', true);
      const form = valueOf(await host.client.dispensing.openForm({ patientId, prescriptionSetId: oid }));
      expect(form.held).toBe(true);
      expect(form.choices[0]).toMatchObject({ relation: 'prescribed' });
      const dispensingOid = await dispense(host.client, patientId, oid, '1');
      await accepted(host.client, dispensingOid);
      const row = valueOf(await host.client.dispensing.list({ patientId })).rows.find(
        r => r.prescription.setId === oid,
      );
      expect(row).toMatchObject({ state: 'partlyDispensed', dispensedLots: 1, holder: null });
      const label = valueOf(await host.client.prints.label({ documentOid: dispensingOid }));
      expect([label.pages >= 1, Buffer.from(label.base64, 'base64').subarray(0, 5).toString()]).toEqual([
        true,
        '%PDF-',
      ]);
    }, 60_000);

    test('a nurse opens a visit, writes a note with a measurement, and it is archived', async () => {
      await signIn(host.client, 'noora-hoivala');
      const patientId = await openPatient(host.client, 'Kokemäki');
      const event = valueOf(await host.client.patients.openServiceEvent({ patientId, kind: 'visit' }));
      expect(valueOf(await host.client.patients.openServiceEvent({ patientId, kind: 'visit' })).oid).toBe(event.oid);
      const template = valueOf(await host.client.records.templates({}))[0];
      const draft = valueOf(
        await host.client.records.openForm({ patientId, serviceEventOid: event.oid, templateId: template?.id ?? '' }),
      );
      const measuredAt = draft.savedAt;
      const sections = draft.form.sections.map((section, index) =>
        index === 0
          ? { ...section, text: 'Verenpaineen seuranta, vointi hyvä. <b>ei merkintää</b>' }
          : section.heading === 'measurements'
            ? {
                ...section,
                entries: [
                  {
                    kind: 'measurement' as const,
                    measurement: 'bloodPressure' as const,
                    value: '132' as never,
                    secondValue: '84' as never,
                    measuredAt,
                  },
                ],
              }
            : section,
      );
      const form = { ...draft.form, sections };
      const { findings } = valueOf(await host.client.records.check({ draftId: draft.draftId, form }));
      const confirmations = findings
        .filter(f => f.severity === 'confirm' || f.severity === 'notChecked')
        .map(f => ({ rule: f.rule, reason: 'ok' }));
      valueOf(await host.client.records.saveDraft({ draftId: draft.draftId, form: { ...form, confirmations } }));
      const [shown] = valueOf(await host.client.records.preview({ draftIds: [draft.draftId] }));
      expect(JSON.stringify(shown?.readable)).toContain('<b>ei merkintää</b>');
      valueOf(
        await host.client.records.sign({
          items: [{ draftId: draft.draftId, digest: shown?.digest ?? '' }],
          pin2: PIN2,
        }),
      );
      await accepted(host.client, draft.documentOid);
      const listed = valueOf(await host.client.records.list({ patientId }));
      expect(listed.rows.find(r => r.oid === draft.documentOid)).toMatchObject({ acceptance: 'accepted' });
      expect(
        JSON.stringify(valueOf(await host.client.records.read({ patientId, documentOid: draft.documentOid })).readable),
      ).toContain('132');
    }, 60_000);

    test('settings belong to the person and are kept', async () => {
      valueOf(await host.client.system.saveSettings({ language: 'sv', theme: 'dark', density: 'comfortable' }));
      expect(valueOf(await host.client.system.settings({}))).toEqual({
        language: 'sv',
        theme: 'dark',
        density: 'comfortable',
      });
    });
  });
}
