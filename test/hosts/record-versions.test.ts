/** A document's life after its first signature, against the real host and the real simulator with its own rules. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RecordDraft } from '../../shared/contract/records.contract.ts';
import { type CoreEntry } from '../../shared/domain/records/core-data.ts';
import { type RecordForm } from '../../shared/domain/records/record.ts';
import { type Oid, oid } from '../../shared/kernel/oid.ts';
import { type ClinicAtHand, clinicAtHand } from './at-hand.ts';
import { type DirectHost } from './direct.ts';
import { accepted, openPatient, PIN2, signIn, valueOf } from './story.ts';

const text = (form: RecordForm, heading: string, says: string): RecordForm => ({
  ...form,
  sections: form.sections.map(section => (section.heading === heading ? { ...section, text: says } : section)),
});

describe('versions of a record', () => {
  let clinic: ClinicAtHand;
  let host: DirectHost;
  let patientId = '';
  let serviceEventOid: Oid;
  const records = () => host.client.records;

  beforeAll(async () => {
    clinic = await clinicAtHand();
    ({ host, patientId } = clinic);
    serviceEventOid = valueOf(await host.client.patients.openServiceEvent({ patientId, kind: 'visit' })).oid;
  }, 90_000);
  afterAll(() => clinic?.end());

  /** Saved, seen and signed, whatever the service will say of it. */
  async function signed(draft: RecordDraft, form: RecordForm): Promise<Oid> {
    const { findings } = valueOf(await records().check({ draftId: draft.draftId, form }));
    expect(findings.filter(({ severity }) => severity === 'block')).toEqual([]);
    valueOf(await records().saveDraft({ draftId: draft.draftId, form }));
    const [shown] = valueOf(await records().preview({ draftIds: [draft.draftId] }));
    const items = [{ draftId: draft.draftId, digest: shown?.digest ?? '' }];
    const { left } = valueOf(await records().sign({ items, pin2: PIN2 }));
    expect(left).toEqual([]);
    return draft.documentOid;
  }
  async function archived(draft: RecordDraft, form: RecordForm): Promise<Oid> {
    const made = await signed(draft, form);
    await accepted(host.client, made);
    return made;
  }
  async function note(says: string, entries: readonly CoreEntry[] = []): Promise<Oid> {
    const draft = valueOf(await records().openForm({ patientId, serviceEventOid, templateId: 'visit-physician' }));
    const form = text(draft.form, 'plan', says);
    const sections = form.sections.map(section =>
      section.heading === 'laboratory' ? { ...section, entries: [...entries] } : section,
    );
    return archived(draft, { ...form, sections });
  }
  const revise = async (documentOid: Oid, act: 'newVersion' | 'annulment') =>
    records().revise({ patientId, documentOid, act });
  const because = (form: RecordForm, reason: string): RecordForm => ({
    ...form,
    ...(form.revision === undefined ? {} : { revision: { ...form.revision, reason } }),
  });

  test('a new version keeps the first author, names the corrector, and both are read beside each other', async () => {
    const hb: CoreEntry = {
      kind: 'core',
      content: 'laboratory',
      code: '1552',
      name: 'B -Hb',
      fields: { result: '98', unit: 'g/l', date: '2026-01-02' },
    };
    const first = await note('Kontrolli kuukauden kuluttua.', [hb]);
    const draft = valueOf(await revise(first, 'newVersion'));
    expect(draft.form.revision).toEqual({
      act: 'newVersion',
      base: { oid: first, setId: first, version: 1 },
      reason: '',
    });
    expect(draft.form.sections.find(({ heading }) => heading === 'laboratory')?.entries).toEqual([hb]);
    expect(valueOf(await revise(first, 'newVersion')).draftId).toBe(draft.draftId);
    const changed = because(text(draft.form, 'plan', 'Kontrolli viikon kuluttua.'), 'Väärä aika.');
    const second = await archived(draft, changed);
    const { versions, complete } = valueOf(await records().versions({ patientId, setId: first }));
    expect([complete, versions.map(({ version, act, reason }) => [version, act, reason])]).toEqual([
      true,
      [
        [1, 'first', ''],
        [2, 'newVersion', 'Väärä aika.'],
      ],
    ]);
    const { rows } = valueOf(await records().list({ patientId }));
    expect(rows.filter(({ setId }) => setId === first).map(({ oid: of, version }) => [of, version])).toEqual([
      [second, 2],
    ]);
    const { readable } = valueOf(await records().read({ patientId, documentOid: second }));
    const says = JSON.stringify(readable);
    for (const part of ['Alkuperäinen merkinnän tekijä', 'Korjaaja', 'Väärä aika.', 'B -Hb – 98 g/l'])
      expect(says).toContain(part);
  }, 60_000);

  test('a replaced version replaced again from its old base is a conflict in words, here and before signing', async () => {
    const first = await note('Alku.');
    const mine = valueOf(await revise(first, 'annulment'));
    const draft = valueOf(await revise(first, 'newVersion'));
    await archived(draft, because(text(draft.form, 'plan', 'Toinen.'), 'Täydennys.'));
    expect(await revise(first, 'newVersion')).toEqual({ ok: false, error: { code: 'REC-0004' } });
    valueOf(await records().saveDraft({ draftId: mine.draftId, form: because(mine.form, 'Väärä potilas.') }));
    expect(await records().preview({ draftIds: [mine.draftId] })).toEqual({ ok: false, error: { code: 'REC-0004' } });
  }, 60_000);

  test('an archivist annuls with a reason and writes nothing else; who wrote it and who voided it both stand there', async () => {
    const first = await note('Kirjattu väärälle potilaalle arkistonhoitajan mitätöitäväksi.');
    valueOf(await host.client.session.signOut({}));
    await signIn(host.client, 'helmi-arkisto');
    await openPatient(host.client, 'Kokemäki');
    const open = { patientId, serviceEventOid, templateId: 'visit-physician' };
    expect(await records().openForm(open)).toMatchObject({ ok: false, error: { code: 'SES-0002' } });
    expect(await revise(first, 'newVersion')).toEqual({ ok: false, error: { code: 'REC-0007' } });
    const draft = valueOf(await revise(first, 'annulment'));
    const blocks = async (form: RecordForm): Promise<readonly string[]> =>
      valueOf(await records().check({ draftId: draft.draftId, form }))
        .findings.filter(({ severity }) => severity === 'block')
        .map(({ rule }) => rule);
    expect(await blocks(draft.form)).toEqual(['M15']);
    // A draft of an annulment does not become a note.
    const { revision: _, ...bare } = draft.form;
    const sections = [{ heading: 'plan' as const, text: 'Arkistonhoitajan merkintä', entries: [] }];
    expect(await blocks({ ...bare, sections })).toContain('M10');
    const gone = await archived(draft, because(draft.form, 'Väärä potilas.'));
    const says = JSON.stringify(valueOf(await records().read({ patientId, documentOid: gone })).readable);
    for (const part of ['Väärä potilas.', 'Harjula', 'Arkisto']) expect(says).toContain(part);
    valueOf(await host.client.session.signOut({}));
    await signIn(host.client, 'aino-harjula');
    await openPatient(host.client, 'Kokemäki');
  }, 60_000);

  test('an annulment empties the document for good: nothing replaces it', async () => {
    const first = await note('Väärän potilaan tieto.');
    const draft = valueOf(await revise(first, 'annulment'));
    expect(draft.form.sections).toEqual([]);
    const gone = await archived(draft, because(draft.form, 'Kirjattu väärälle potilaalle.'));
    const row = valueOf(await records().list({ patientId })).rows.find(({ setId }) => setId === first);
    expect(row).toMatchObject({ oid: gone, version: 2, state: 'annulled', acceptance: 'accepted' });
    const says = JSON.stringify(valueOf(await records().read({ patientId, documentOid: gone })).readable);
    expect(says).toContain('Kirjattu väärälle potilaalle.');
    expect(says).not.toContain('Väärän potilaan tieto.');
    expect(await revise(gone, 'newVersion')).toEqual({ ok: false, error: { code: 'REC-0006' } });
  }, 60_000);

  test('a document of another patient, or none at all, is neither shown nor changed', async () => {
    const first = await note('Tämän potilaan.');
    const other = await openPatient(host.client, 'Esimerkki');
    expect(other).not.toBe(patientId);
    const wanted = { patientId: other, documentOid: first, act: 'newVersion' as const };
    expect(await records().revise(wanted)).toEqual({ ok: false, error: { code: 'REC-0003' } });
    expect((await records().read({ patientId: other, documentOid: first })).ok).toBe(false);
    const none = await records().revise({ ...wanted, documentOid: oid('1.2.246.10.88888888.11.2026.999999') });
    expect(none.ok).toBe(false);
  }, 60_000);

  test('a base of another set or version that a screen made up does not get past the host', async () => {
    const first = await note('Oikea.');
    const draft = valueOf(await revise(first, 'newVersion'));
    const { revision } = draft.form;
    if (revision === undefined) throw new Error('no revision');
    const forged = { ...draft.form, revision: { ...revision, reason: 'x', base: { ...revision.base, version: 7 } } };
    const made = await signed(draft, text(forged, 'plan', 'Väärennetty.')).catch(() => null);
    expect(made).toBeNull();
  }, 60_000);

  test('a late entry is written into an ended event and says when it happened', async () => {
    valueOf(await host.client.patients.endServiceEvent({ serviceEventOid }));
    const params = { patientId, serviceEventOid, templateId: 'visit-physician' };
    expect(await records().openForm(params)).toEqual({ ok: false, error: { code: 'REC-0001' } });
    const draft = valueOf(await records().openForm({ ...params, late: true }));
    expect(draft.form.happenedAt).toBeDefined();
    const made = await archived(draft, text(draft.form, 'plan', 'Unohtunut tieto.'));
    const says = JSON.stringify(valueOf(await records().read({ patientId, documentOid: made })).readable);
    expect(says).toContain('Tapahtuma-aika (kirjattu jälkikäteen)');
  }, 60_000);
});
