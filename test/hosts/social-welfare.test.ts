/** A social worker's day and a producer's, against the real host and the real simulator with its own rules. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SocialRow } from '../../shared/contract/social.contract.ts';
import { signatureOf } from '../../shared/domain/social/social.rules.ts';
import { type SocialDraft } from '../../shared/domain/social/social-item.ts';
import { localDate } from '../../shared/kernel/time.ts';
import { temporaryFolder } from '../e2e/processes.ts';
import { startDirectHost, type DirectHost } from './direct.ts';
import { accepted, openPatient, PIN2, signIn, valueOf } from './story.ts';

describe('client work', () => {
  const folder = temporaryFolder();
  let host: DirectHost;
  const social = () => host.client.social;
  beforeAll(async () => {
    host = await startDirectHost(folder.path);
  }, 90_000);
  afterAll(async () => {
    await host.close();
    folder.remove();
  });

  async function archived(patientId: string, draft: SocialDraft): Promise<SocialRow> {
    const shown = valueOf(await social().preview({ patientId, draft }));
    expect(shown.missing).toEqual([]);
    const asked = { patientId, draft, digest: shown.digest };
    const row = valueOf(
      signatureOf(draft) === 'personal' ? await social().sign({ ...asked, pin2: PIN2 }) : await social().archive(asked),
    );
    await accepted(host.client, row.oid);
    return row;
  }

  test('relationship, case, decision and its new version; a producer reads and writes only what was opened to it', async () => {
    await signIn(host.client, 'petri-huolto');
    const patientId = await openPatient(host.client, 'Kokemäki');
    const listed = async () => valueOf(await social().list({ patientId })).rows;
    expect(await listed()).toEqual([]);
    expect(await social().openCase({ patientId, serviceTask: 'elderly', title: 'Kotihoito' })).toEqual({
      ok: false,
      error: { code: 'SOC-0002' },
    });
    const relationship = valueOf(await social().openRelationship({ patientId, serviceTask: 'elderly' }));
    expect(await social().openRelationship({ patientId, serviceTask: 'elderly' })).toEqual({
      ok: false,
      error: { code: 'SOC-0001' },
    });
    const aCase = valueOf(await social().openCase({ patientId, serviceTask: 'elderly', title: 'Kotihoito' }));
    const draft: SocialDraft = {
      structure: 'decision',
      caseSet: aCase.setId,
      replaces: null,
      fields: { decision: 'Myönnetään kotihoito.', legalBasis: '', appeal: 'Oikaisuvaatimus 30 päivässä.' },
    };
    const early = valueOf(await social().preview({ patientId, draft }));
    expect(early.missing).toEqual(['legalBasis']);
    const sign = (what: SocialDraft, digest: string, pin2 = PIN2) =>
      social().sign({ patientId, draft: what, digest, pin2 });
    expect(await sign(draft, early.digest)).toMatchObject({ error: { code: 'SOC-0004' } });
    const whole = { ...draft, fields: { ...draft.fields, legalBasis: 'Sosiaalihuoltolaki <19 a §> & perustelu' } };
    expect(await sign(whole, early.digest)).toEqual({ ok: false, error: { code: 'SOC-0007' } });
    // A decision is its maker's: neither the system nor a wrong PIN signs it, and nothing is kept of the attempt.
    const { digest } = valueOf(await social().preview({ patientId, draft: whole }));
    expect(await social().archive({ patientId, draft: whole, digest })).toEqual({
      ok: false,
      error: { code: 'SOC-0010' },
    });
    expect(await sign(whole, digest, '000000')).toMatchObject({ error: { code: 'CARD-0101' } });
    expect((await listed()).filter(({ kind }) => kind === 'document')).toEqual([]);
    const first = await archived(patientId, whole);
    expect(first.signature).toBe('personal');
    await accepted(host.client, relationship.oid);
    await accepted(host.client, aCase.oid);
    const changed = { ...whole, replaces: first.oid, fields: { ...whole.fields, decision: 'Myönnetään 10 tuntia.' } };
    const second = await archived(patientId, changed);
    expect([second.setId, second.version]).toEqual([first.setId, 2]);
    expect(await social().preview({ patientId, draft: changed })).toEqual({ ok: false, error: { code: 'SOC-0005' } });
    const rows = await listed();
    expect(rows.map(({ kind, version, state }) => [kind, version, state])).toEqual(
      expect.arrayContaining([
        ['document', 2, 'accepted'],
        ['case', 1, 'accepted'],
        ['relationship', 1, 'accepted'],
      ]),
    );
    expect(rows).toHaveLength(3);
    const [unit] = valueOf(await social().units({}));
    const access = { unitOid: unit?.oid ?? relationship.oid, from: localDate('2026-01-01'), until: null };
    const opened = valueOf(await social().openRegister({ patientId, access }));
    expect(await social().openRegister({ patientId, access: { ...access, until: localDate('2025-01-01') } })).toEqual({
      ok: false,
      error: { code: 'SOC-0006' },
    });
    const told = {
      patientId,
      caseSet: aCase.setId,
      kind: 'client' as const,
      on: localDate('2026-01-02'),
      recipient: 'Asiakas itse',
      basis: 'Tarkastusoikeus',
      data: 'Päätös\n\nAsiakassuunnitelma',
    };
    expect(await social().notifyDisclosure({ ...told, on: localDate('2099-01-01') })).toEqual({
      ok: false,
      error: { code: 'SOC-0011' },
    });
    const notice = valueOf(await social().notifyDisclosure(told));
    expect([notice.disclosure, notice.fields.map(({ text }) => text)]).toEqual([
      { kind: 'client', on: '2026-01-02' },
      ['Asiakas itse', 'Tarkastusoikeus', 'Päätös\nAsiakassuunnitelma'],
    ]);
    await accepted(host.client, opened.oid);
    await accepted(host.client, notice.oid);

    const hidden = { ...whole, citizen: { showing: 'never' as const, reason: '' } };
    expect(await social().preview({ patientId, draft: hidden })).toEqual({ ok: false, error: { code: 'SOC-0009' } });
    const past = { showing: localDate('2020-01-01'), reason: 'x' };
    expect(await social().preview({ patientId, draft: { ...whole, citizen: past } })).toMatchObject({
      error: { code: 'SOC-0009' },
    });
    const kept = await archived(patientId, { ...hidden, citizen: { showing: 'never', reason: 'Vaarantaisi lapsen' } });
    expect([kept.citizen, kept.annulled]).toEqual(['never', false]);
    expect(await social().annul({ patientId, documentOid: kept.oid, reason: ' ' })).toMatchObject({
      error: { code: 'SOC-0004' },
    });
    const emptied = valueOf(await social().annul({ patientId, documentOid: kept.oid, reason: 'Väärä asiakas' }));
    expect([emptied.version, emptied.annulled, emptied.fields.map(({ text }) => text)]).toEqual([
      2,
      true,
      ['Väärä asiakas'],
    ]);
    await accepted(host.client, emptied.oid);
    expect(await social().preview({ patientId, draft: { ...whole, replaces: emptied.oid } })).toEqual({
      ok: false,
      error: { code: 'SOC-0008' },
    });
    expect(valueOf(await social().clients({})).map(client => client.patientId)).toEqual([patientId]);

    valueOf(await host.client.session.signOut({}));
    await signIn(host.client, 'veikko-tukiainen');
    await openPatient(host.client, 'Kokemäki');
    const entry = await archived(patientId, {
      structure: 'clientRecordEntry',
      caseSet: aCase.setId,
      replaces: null,
      fields: { entry: 'Käynti kotona.\nAsiakas voi hyvin.' },
    });
    const seen = await listed();
    expect(seen.find(({ oid }) => oid === entry.oid)).toMatchObject({
      state: 'accepted',
      signature: 'system',
      unitName: 'Kotituki Harjoitus Oy',
    });
    expect(await social().openRegister({ patientId, access })).toEqual({ ok: false, error: { code: 'SOC-0002' } });
    // Health records stay closed to social workers.
    expect(await host.client.records.list({ patientId })).toMatchObject({ ok: false, error: { code: 'SES-0002' } });
  }, 60_000);

  test('a service task that begins later keeps its documents at the workstation, and its later versions too', async () => {
    valueOf(await host.client.session.signOut({}));
    await signIn(host.client, 'petri-huolto');
    const patientId = await openPatient(host.client, 'Lindqvist');
    const { live, toCome } = valueOf(await social().list({ patientId }));
    expect([live, toCome]).toEqual([true, [{ serviceTask: 'substanceAbuse', from: '2027-03-01' }]]);
    const relationship = valueOf(await social().openRelationship({ patientId, serviceTask: 'substanceAbuse' }));
    const aCase = valueOf(await social().openCase({ patientId, serviceTask: 'substanceAbuse', title: 'Kuntoutus' }));
    const draft: SocialDraft = {
      structure: 'clientRecordEntry',
      caseSet: aCase.setId,
      replaces: null,
      fields: { entry: 'Keskustelu.' },
    };
    const { digest } = valueOf(await social().preview({ patientId, draft }));
    const entry = valueOf(await social().archive({ patientId, draft, digest }));
    expect([relationship.state, aCase.state, entry.state]).toEqual(['queued', 'local', 'local']);
    const changed = { ...draft, replaces: entry.oid, fields: { entry: 'Keskustelu ja jatkoaika.' } };
    const shown = valueOf(await social().preview({ patientId, draft: changed }));
    const later = valueOf(await social().archive({ patientId, draft: changed, digest: shown.digest }));
    expect([later.version, later.state]).toEqual([2, 'local']);
    await accepted(host.client, relationship.oid);
  }, 60_000);
});
