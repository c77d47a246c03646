/** A certificate from its form to its receiver, against the real host and the real simulator with its own reading of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RecordDraft } from '../../shared/contract/records.contract.ts';
import { type CertificateContent } from '../../shared/domain/records/certificate-forms.ts';
import { type CoreEntry } from '../../shared/domain/records/core-data.ts';
import { type DeliveryRow, type DeliveryState } from '../../shared/domain/records/delivery.ts';
import { type RecordForm } from '../../shared/domain/records/record.ts';
import { type Oid } from '../../shared/kernel/oid.ts';
import { type ClinicAtHand, clinicAtHand } from './at-hand.ts';
import { type DirectHost } from './direct.ts';
import { accepted, confirmed, openPatient, PIN2, signIn, until, valueOf } from './story.ts';

const FLU = {
  kind: 'diagnosis',
  code: 'J06.9',
  name: 'Ylähengitystieinfektio',
  primacy: 'PAA',
  permanence: null,
} as const;
const A_FIELDS = { incapacityFrom: '2026-01-02', incapacityUntil: '2026-01-09', workTask: 'Varastotyö' };

/** The form with these fields in its certificate, and a diagnosis where it has a place for one. */
const filled = (form: RecordForm, fields: CoreEntry['fields']): RecordForm => ({
  ...form,
  sections: form.sections.map(section => {
    const entries = section.entries.map(entry =>
      entry.kind === 'core' ? { ...entry, fields: { ...entry.fields, ...fields } } : entry,
    );
    return { ...section, entries: section.heading === 'diagnosis' ? [FLU] : entries };
  }),
});

describe('certificates', () => {
  let clinic: ClinicAtHand;
  let host: DirectHost;
  let patientId = '';
  let serviceEventOid: Oid;
  const records = () => host.client.records;
  const certificates = () => host.client.certificates;

  beforeAll(async () => {
    clinic = await clinicAtHand();
    ({ host, patientId } = clinic);
    serviceEventOid = valueOf(await host.client.patients.openServiceEvent({ patientId, kind: 'visit' })).oid;
  }, 90_000);
  afterAll(() => clinic?.end());

  const begun = async (content: CertificateContent): Promise<RecordDraft> =>
    valueOf(await records().openForm({ patientId, serviceEventOid, templateId: `certificate-${content}` }));
  async function signed(draft: RecordDraft, form: RecordForm): Promise<Oid> {
    const { findings } = valueOf(await records().check({ draftId: draft.draftId, form }));
    const whole = { ...form, confirmations: confirmed(findings) };
    valueOf(await records().saveDraft({ draftId: draft.draftId, form: whole }));
    const [shown] = valueOf(await records().preview({ draftIds: [draft.draftId] }));
    const items = [{ draftId: draft.draftId, digest: shown?.digest ?? '' }];
    expect(valueOf(await records().sign({ items, pin2: PIN2 })).left).toEqual([]);
    return draft.documentOid;
  }
  const forward = (documentOid: Oid) => certificates().forward({ patientId, documentOid, askedByClient: true });
  const told = (oid: Oid, state: DeliveryState): Promise<DeliveryRow> =>
    until(async () => {
      const { rows } = valueOf(await certificates().deliveries({ patientId }));
      const row = rows.find(one => one.oid === oid);
      return row?.state === state ? row : null;
    }, `${oid} ${state}`);

  test('an A certificate lacks what its form asks until it is there, is signed in person and reaches Kela once', async () => {
    const draft = await begun('sv6');
    const check = async (form: RecordForm) =>
      valueOf(await records().check({ draftId: draft.draftId, form }))
        .findings.filter(({ severity }) => severity === 'block')
        .map(({ rule }) => rule);
    expect(await check(draft.form)).toEqual(['M13', 'M41']);
    const form = filled(draft.form, A_FIELDS);
    expect(await check(form)).toEqual([]);
    const document = await signed(draft, form);
    // Queued behind the certificate: nothing is forwarded that the archive does not hold.
    const delivery = valueOf(await forward(document));
    expect(delivery).toMatchObject({ documentOid: document, receiver: 'kela', title: 'Lääkärintodistus A (SV 6)' });
    expect(await forward(document)).toEqual({ ok: false, error: { code: 'CER-0002' } });
    const row = await told(delivery.oid, 'delivered');
    expect([row.reason, row.answeredAt !== null]).toEqual([null, true]);
    expect(await certificates().withdraw({ patientId, oid: delivery.oid })).toEqual({
      ok: false,
      error: { code: 'CER-0003' },
    });
    const { readable, row: archived } = valueOf(await records().read({ patientId, documentOid: document }));
    expect(archived).toMatchObject({ view: 'Todistukset ja lausunnot', acceptance: 'accepted' });
    const says = JSON.stringify(readable);
    for (const part of ['Työkyvytön alkaen: 2.1.2026', 'Nykyinen työtehtävä: Varastotyö', 'J06.9'])
      expect(says).toContain(part);
  }, 60_000);

  test('the receiver refuses with its reason; a new version corrects and is forwarded anew, the old one no more', async () => {
    const draft = await begun('sv6');
    const document = await signed(draft, filled(draft.form, { ...A_FIELDS, incapacityUntil: '2026-04-30' }));
    await accepted(host.client, document);
    const refused = await told(valueOf(await forward(document)).oid, 'refused');
    expect(refused.reason).toContain('SV 7');
    const revision = valueOf(await records().revise({ patientId, documentOid: document, act: 'newVersion' }));
    const form = filled(revision.form, { incapacityUntil: '2026-01-20' });
    const because = { ...form, ...(form.revision && { revision: { ...form.revision, reason: 'Väärä päivä.' } }) };
    const second = await signed(revision, because);
    await accepted(host.client, second);
    expect(await forward(document)).toEqual({ ok: false, error: { code: 'REC-0004' } });
    await told(valueOf(await forward(second)).oid, 'delivered');
  }, 60_000);

  test('a forwarding is taken back while nobody has taken it; the certificate stays', async () => {
    const draft = await begun('f122');
    const document = await signed(draft, filled(draft.form, { driverGroup: 'R1', fitness: 'met' }));
    const delivery = valueOf(await forward(document));
    expect(delivery.receiver).toBe('traficom');
    expect(valueOf(await certificates().withdraw({ patientId, oid: delivery.oid })).withdrawing).toBe(true);
    await told(delivery.oid, 'withdrawn');
    expect(valueOf(await records().list({ patientId })).rows.find(({ oid }) => oid === document)?.state).toBe(
      'current',
    );
    // Asked for again it is a forwarding of its own.
    const again = valueOf(await forward(document));
    expect(again.oid).not.toBe(delivery.oid);
  }, 60_000);

  test('a note is not forwarded, a void certificate neither; a nurse writes none', async () => {
    const note = valueOf(await records().openForm({ patientId, serviceEventOid, templateId: 'visit-physician' }));
    const sections = note.form.sections.map(s => (s.heading === 'plan' ? { ...s, text: 'Kontrolli.' } : s));
    const noteOid = await signed(note, { ...note.form, sections });
    expect(await forward(noteOid)).toEqual({ ok: false, error: { code: 'CER-0001' } });
    const draft = await begun('sv67');
    const travel = { visitFrom: '2026-01-02', visitCause: 'illness', vehicle: 'special', escort: 'notNeeded' };
    const document = await signed(draft, filled(draft.form, travel));
    await accepted(host.client, document);
    const annulment = valueOf(await records().revise({ patientId, documentOid: document, act: 'annulment' }));
    const form = annulment.form;
    const gone = await signed(annulment, {
      ...form,
      ...(form.revision && { revision: { ...form.revision, reason: 'Väärä henkilö.' } }),
    });
    await accepted(host.client, gone);
    expect(await forward(gone)).toEqual({ ok: false, error: { code: 'REC-0006' } });
    valueOf(await host.client.session.signOut({}));
    await signIn(host.client, 'noora-hoivala');
    await openPatient(host.client, 'Kokemäki');
    expect(await records().openForm({ patientId, serviceEventOid, templateId: 'certificate-sv6' })).toMatchObject({
      ok: false,
      error: { code: 'REC-0001' },
    });
  }, 60_000);
});
