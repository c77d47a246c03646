/** Who may prescribe what, asked of the host for each call and of the Centre when it has left: every pair, taken or refused. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Finding } from '../../shared/domain/finding.ts';
import { type PrescriptionForm } from '../../shared/domain/prescribing/prescription-form.ts';
import { type Oid } from '../../shared/kernel/oid.ts';
import { type Simulator, standardFolders, startSimulator } from '../../src-main/simulator/simulator.ts';
import { temporaryFolder } from '../e2e/processes.ts';
import { type DirectHost, root, startDirectHost } from './direct.ts';
import { accepted, amoxicillin, confirmed, openPatient, PIN2, signIn, tablets, valueOf } from './story.ts';

const [WOMAN, MAN] = ['Toivonen Iida', 'Lindqvist Karl-Erik'];
const ANTIBIOTIC = (host: DirectHost) => amoxicillin(host.client);
const OF_TEETH = (host: DirectHost) => amoxicillin(host.client, { indication: 'Hammasjuuren tulehdus' });
const OF_ANNEX = (host: DirectHost) =>
  tablets(host.client, 'pivmesillinaami', '200 mg', { doseTyped: '1x3 3pv', indication: 'Virtsatieinfektio' });
const CONTROLLED = (host: DirectHost) =>
  tablets(host.client, 'oksatsepaami', '15 mg', { doseTyped: '1x1', indication: 'Ahdistuneisuus' });

describe('the right to prescribe', () => {
  const [ofServices, ofDesk] = [temporaryFolder(), temporaryFolder()];
  let simulator: Simulator;
  let host: DirectHost;

  beforeAll(async () => {
    simulator = await startSimulator({
      port: 0,
      dataDir: ofServices.path,
      ...standardFolders(join(root, 'resources')),
      control: 'control-token',
      prescriptions: false,
    });
    host = await startDirectHost(ofDesk.path, { url: simulator.url, controlToken: null });
  }, 120_000);
  afterAll(async () => {
    await host.close();
    await simulator.close();
    for (const folder of [ofServices, ofDesk]) folder.remove();
  });

  type Asked = Readonly<{ draftId: string; documentOid: Oid; form: PrescriptionForm; findings: readonly Finding[] }>;
  async function asked(name: string, medicine: (host: DirectHost) => Promise<PrescriptionForm>): Promise<Asked> {
    const patientId = await openPatient(host.client, name);
    const { draftId, documentOid, form: empty } = valueOf(await host.client.prescribing.openForm({ patientId }));
    const form = { ...(await medicine(host)), minorDisclosure: empty.minorDisclosure };
    const { findings } = valueOf(await host.client.prescribing.check({ draftId, form }));
    return { draftId, documentOid, form, findings };
  }
  /** Rules about the right among what was found, with what they ask for. */
  const ofRight = ({ findings }: Asked): readonly string[] =>
    findings
      .filter(({ rule }) => ['R26', 'R27', 'R28', 'R29', 'F09'].includes(rule))
      .map(({ rule, severity }) => `${rule} ${severity}`);
  const kept = ({ draftId, form, findings }: Asked) =>
    host.client.prescribing.saveDraft({ draftId, form: { ...form, confirmations: confirmed(findings) } });

  /** Everything confirmed that may be, then signed and sent. */
  async function takenByCentre(one: Asked): Promise<void> {
    valueOf(await kept(one));
    const [shown] = valueOf(await host.client.prescribing.preview({ draftIds: [one.draftId] }));
    const items = [{ draftId: one.draftId, digest: shown?.digest ?? '' }];
    expect(valueOf(await host.client.prescribing.sign({ items, pin2: PIN2 })).left).toEqual([]);
    await accepted(host.client, one.documentOid);
  }

  test.each<[string, string, string, (host: DirectHost) => Promise<PrescriptionForm>, readonly string[]]>([
    ['a student, of somebody not met today', 'emma-oppila', WOMAN, ANTIBIOTIC, ['R29 confirm']],
    ['a dentist, for teeth', 'henrik-hampus', WOMAN, OF_TEETH, []],
    ['a dentist, for something else', 'henrik-hampus', WOMAN, ANTIBIOTIC, ['R28 confirm']],
    ['a nurse, of the annex to a woman', 'saara-rajala', WOMAN, OF_ANNEX, ['R27 confirm']],
    ['a physician, a controlled medicine', 'aino-harjula', WOMAN, CONTROLLED, []],
  ])('%s: the Centre takes it', async (_what, card, patient, medicine, findings) => {
    await signIn(host.client, card);
    const one = await asked(patient, medicine);
    expect(ofRight(one)).toEqual(findings);
    await takenByCentre(one);
  });

  test.each<[string, string, string, (host: DirectHost) => Promise<PrescriptionForm>, string]>([
    ['a nurse, another medicine', 'saara-rajala', WOMAN, ANTIBIOTIC, 'R26'],
    ['a nurse, of the annex to a man', 'saara-rajala', MAN, OF_ANNEX, 'R27'],
  ])(
    '%s: said beside the form, refused at the host, and the draft stays',
    async (_what, card, patient, medicine, rule) => {
      await signIn(host.client, card);
      const one = await asked(patient, medicine);
      expect(ofRight(one)).toEqual([`${rule} block`]);
      valueOf(await kept(one));
      expect(await host.client.prescribing.preview({ draftIds: [one.draftId] })).toMatchObject({
        ok: false,
        error: { code: 'FORM-0003', detail: expect.arrayContaining([rule]) as unknown },
      });
      const { hits } = valueOf(await host.client.patients.search({ text: patient, limit: 1 }));
      const drafts = valueOf(await host.client.prescribing.drafts({ patientId: hits[0]?.id ?? '' }));
      expect(drafts.map(({ draftId }) => draftId)).toContain(one.draftId);
    },
  );

  test('a student who meets the patient today is not asked again', async () => {
    await signIn(host.client, 'emma-oppila');
    const patientId = await openPatient(host.client, WOMAN);
    valueOf(await host.client.patients.openServiceEvent({ patientId, kind: 'visit' }));
    expect(ofRight(await asked(WOMAN, ANTIBIOTIC))).toEqual([]);
  });

  test('a nurse without the right does not begin at all', async () => {
    await signIn(host.client, 'noora-hoivala');
    const patientId = await openPatient(host.client, WOMAN);
    expect(await host.client.prescribing.openForm({ patientId })).toMatchObject({ error: { code: 'SES-0002' } });
    expect(await host.client.renewals.list({})).toMatchObject({ error: { code: 'SES-0002' } });
  });

  test('a physician whose right is restricted: told of the medicine, and of nothing else', async () => {
    const restricted = await fetch(`${simulator.url}/control/rights`, {
      method: 'POST',
      headers: { Authorization: 'Bearer control-token', 'Content-Type': 'application/json' },
      body: JSON.stringify({ registration: '00999900101', validTo: null, limitation: 'no-controlled-medicines' }),
    });
    expect(restricted.status).toBe(200);
    await signIn(host.client, 'aino-harjula');
    expect(ofRight(await asked(WOMAN, ANTIBIOTIC))).toEqual([]);
    const one = await asked(WOMAN, CONTROLLED);
    expect(ofRight(one)).toEqual(['F09 block']);
    valueOf(await kept(one));
    expect(await host.client.prescribing.preview({ draftIds: [one.draftId] })).toMatchObject({
      error: { code: 'FORM-0003' },
    });
  });
});
