import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ApiClient } from '../../shared/contract/api.ts';
import { type RecordDraft } from '../../shared/contract/records.contract.ts';
import { RECORD_TEMPLATES } from '../../shared/domain/records/record-templates.ts';
import { type RecordForm, type RecordRow, type ServiceEvent } from '../../shared/domain/records/record.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import { instant, instantMs } from '../../shared/kernel/time.ts';
import { createCodeSearch } from '../../src-renderer/features/records/code-search.store.ts';
import { createNoteStore, type NoteStore } from '../../src-renderer/features/records/note.store.ts';
import { textOf } from '../../src-renderer/features/records/note-form.ts';
import { listRows } from '../../src-renderer/features/records/record-rows.ts';
import { type Filter, NO_FILTER } from '../../src-renderer/features/records/record-filter.ts';
import { createRecordsStore } from '../../src-renderer/features/records/records.store.ts';

const EVENT = oid('1.2.246.10.1.14.2026.1');
const SAVED = instant('2026-11-22T08:05:40.000Z');
const NOW = instantMs(SAVED);
const [template] = RECORD_TEMPLATES;
if (template === undefined) throw new Error('no templates');
const form: RecordForm = {
  templateId: template.id,
  sections: template.headings.map(heading => ({ heading, text: '', entries: [] })),
  confirmations: [],
};
const draft: RecordDraft = {
  draftId: 'd1',
  documentOid: oid('1.2.246.10.1.11.2026.1'),
  patientId: 'p1',
  serviceEventOid: EVENT,
  form,
  savedAt: SAVED,
};
const event = (change: Partial<ServiceEvent> = {}): ServiceEvent => ({
  oid: EVENT,
  patientId: 'p1',
  kind: 'visit',
  unitOid: oid('1.2.246.10.1.10.1'),
  startedAt: SAVED,
  endedAt: null,
  acceptance: 'queued',
  ...change,
});
const row = (change: Partial<RecordRow> = {}): RecordRow => ({
  oid: oid('1.2.246.10.1.11.2026.2'),
  serviceEventOid: EVENT,
  title: 'Käynti',
  authorName: 'Aino Harjula',
  createdAt: SAVED,
  version: 1,
  acceptance: 'accepted',
  setId: oid('1.2.246.10.1.11.2026.2'),
  view: 'YLE',
  headings: [],
  state: 'current',
  ...change,
});

type Records = ApiClient['records'];
/** Every call that a test does not speak of is refused: nothing succeeds by accident. */
const client = (calls: Partial<Records>): Pick<ApiClient, 'records'> => ({
  records: new Proxy(calls as Records, {
    get: (known, name: keyof Records) => known[name] ?? (() => Promise.resolve(fail({ code: 'CALL-0004' }))),
  }),
});
const note = (calls: Partial<Records>): NoteStore =>
  createNoteStore(client({ check: async () => ok({ findings: [] }), ...calls }), {
    draft,
    template,
    language: 'fi',
    nowMs: NOW,
  });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first key is saved within half a second even when typing goes on', async () => {
  const saved: string[] = [];
  const store = note({
    saveDraft: async params => {
      saved.push((params.form as RecordForm).sections[0]?.text ?? '');
      return ok({ savedAt: SAVED });
    },
  });
  for (const letters of ['a', 'ab', 'abc', 'abcd', 'abcde', 'abcdef']) {
    store.getState().write('reasonForArrival', letters);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(saved).toEqual(['abcd']);
  await vi.advanceTimersByTimeAsync(500);
  expect(saved).toEqual(['abcd', 'abcdef']);
  expect(store.getState().saving).toEqual({ at: 'saved', savedAt: SAVED });
});

test('a save that fails says so, keeps the text and is tried again until it succeeds', async () => {
  let isDown = true;
  const store = note({
    saveDraft: async () => (isDown ? fail({ code: 'CALL-0004' }) : ok({ savedAt: SAVED })),
  });
  store.getState().write('plan', 'kontrolli');
  await vi.advanceTimersByTimeAsync(500);
  expect(store.getState().saving).toEqual({ at: 'failed', failure: { code: 'CALL-0004' } });
  expect(await store.getState().flush()).toEqual({ code: 'CALL-0004' });
  isDown = false;
  await vi.advanceTimersByTimeAsync(2500);
  expect(store.getState().saving.at).toBe('saved');
  expect(await store.getState().flush()).toBeNull();
});

test('what another window saved is not written over: a person chooses which of the two stays', async () => {
  const [later, last] = ['2026-11-22T09:30:00.000Z', '2026-11-22T09:31:00.000Z'] as const;
  let stored = { text: 'toinen ikkuna', savedAt: later as string };
  const withPlan = (form: RecordForm, text: string): RecordForm => ({
    ...form,
    sections: form.sections.map(section => (section.heading === 'plan' ? { ...section, text } : section)),
  });
  const store = note({
    saveDraft: async ({ form, knownAt }) => {
      if (knownAt !== stored.savedAt) return fail({ code: 'FORM-0007' });
      stored = { text: textOf(form as RecordForm, 'plan'), savedAt: last };
      return ok({ savedAt: instant(last) });
    },
    drafts: async () => {
      const { draft } = store.getState();
      return ok([{ ...draft, form: withPlan(draft.form, stored.text), savedAt: instant(stored.savedAt) }]);
    },
  });
  store.getState().write('plan', 'tämä ikkuna');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(store.getState().saving).toEqual({ at: 'failed', failure: { code: 'FORM-0007' } });
  await store.getState().settle('theirs');
  expect(textOf(store.getState().form, 'plan')).toBe('toinen ikkuna');
  expect(store.getState().saving.at).toBe('saved');

  store.getState().write('plan', 'tämä ikkuna');
  stored = { text: 'toinen ikkuna', savedAt: later };
  expect(await store.getState().flush()).toEqual({ code: 'FORM-0007' });
  await store.getState().settle('mine');
  expect([textOf(store.getState().form, 'plan'), stored.text]).toEqual(['tämä ikkuna', 'tämä ikkuna']);
});

test('a closed note writes nothing more', async () => {
  let saves = 0;
  const store = note({ saveDraft: async () => ((saves += 1), ok({ savedAt: SAVED })) });
  store.getState().write('plan', 'x');
  store.getState().close();
  await vi.advanceTimersByTimeAsync(5000);
  expect(saves).toBe(0);
});

test('text that a document cannot carry is refused whole and what stood there stays', () => {
  const store = note({});
  expect(store.getState().write('plan', 'ennen')).toBe(true);
  expect(store.getState().write('plan', 'ennen\u0007jälkeen')).toBe(false);
  expect(store.getState().faults.plan).toMatchObject({ fault: 'text-forbidden-character' });
  expect(store.getState().write('plan', 'x'.repeat(20_001))).toBe(false);
  expect(store.getState().faults.plan).toEqual({ fault: 'text-too-long', length: 20_001, most: 20_000 });
  expect(store.getState().form.sections.find(s => s.heading === 'plan')?.text).toBe('ennen');
  expect(store.getState().write('plan', 'ennen ja jälkeen <b>&amp;</b> 😀 ]]>')).toBe(true);
  expect(store.getState().faults).toEqual({});
});

test('text is stored as typed but for line ends and composition', () => {
  const store = note({});
  store.getState().write('plan', 'a\u0308\r\nb');
  expect(store.getState().form.sections.find(s => s.heading === 'plan')?.text).toBe('ä\nb');
});

test('the first diagnosis is the main one, another main one demotes it, one code stands once', () => {
  const store = note({});
  const hit = (code: string) => ({ code, short: '', fi: `nimi ${code}`, sv: '', en: '', other: '', unit: '' });
  const { addDiagnosis, changeDiagnosis, removeDiagnosis } = store.getState();
  expect([addDiagnosis(hit('J02.9')), addDiagnosis(hit('I10')), addDiagnosis(hit('I10'))]).toEqual([true, true, false]);
  changeDiagnosis('I10', { primacy: 'PAA', permanence: 'PYS' });
  const coded = () => store.getState().form.sections.find(s => s.heading === 'diagnosis')?.entries;
  expect(coded()).toEqual([
    { kind: 'diagnosis', code: 'J02.9', name: 'nimi J02.9', primacy: 'SIVU', permanence: null },
    { kind: 'diagnosis', code: 'I10', name: 'nimi I10', primacy: 'PAA', permanence: 'PYS' },
  ]);
  removeDiagnosis('J02.9');
  expect(coded()).toHaveLength(1);
});

const FINDING = {
  rule: 'M04',
  severity: 'confirm' as const,
  field: 'measurements',
  says: { fi: '', sv: '', en: '' },
  source: '',
  inputs: {},
};
const PREVIEW = {
  draftId: 'd1',
  documentOid: draft.documentOid,
  title: 'Käynti',
  readable: [],
  findings: [],
  digest: 'a'.repeat(64),
};

test('signing is prepared only when nothing stands in the way, and a reason clears the way', async () => {
  const store = note({
    saveDraft: async () => ok({ savedAt: SAVED }),
    check: async () => ok({ findings: [FINDING] }),
    preview: async () => ok([PREVIEW]),
  });
  expect(await store.getState().ready()).toEqual({ at: 'stops', rules: ['M04'] });
  expect(store.getState().confirm('M04', 'x'.repeat(501))).toMatchObject({ fault: 'text-too-long' });
  expect(store.getState().confirm('M04', 'mitattu kahdesti')).toBeNull();
  expect(store.getState().form.confirmations).toEqual([{ rule: 'M04', reason: 'mitattu kahdesti' }]);
  expect(await store.getState().ready()).toEqual({ at: 'ready', previews: [PREVIEW] });
  store.getState().measure(0, 'heartRate', { first: 'abc' });
  expect(await store.getState().ready()).toEqual({ at: 'faults' });
});

test('a check that could not run never counts as a clean one', async () => {
  const store = note({ saveDraft: async () => ok({ savedAt: SAVED }), check: async () => fail({ code: 'CALL-0004' }) });
  expect(await store.getState().ready()).toEqual({ at: 'refused', failure: { code: 'CALL-0004' } });
});

test('findings of an earlier text are dropped', async () => {
  let answer: (() => void) | undefined;
  let asked = 0;
  const store = note({
    check: () => {
      asked += 1;
      return asked > 1
        ? Promise.resolve(ok({ findings: [] }))
        : new Promise(resolve => {
            answer = () => resolve(ok({ findings: [FINDING] }));
          });
    },
  });
  const first = store.getState().check();
  store.getState().write('plan', 'uusi');
  await store.getState().check();
  answer?.();
  await first;
  expect(store.getState().findings).toEqual([]);
});

test('moving a note to another service event stores the new draft before the old one goes', async () => {
  const acts: string[] = [];
  const moved = { ...draft, draftId: 'd2' };
  const store = note({
    saveDraft: async ({ draftId }) => (acts.push(`save ${draftId}`), ok({ savedAt: SAVED })),
    openForm: async () => (acts.push('open'), ok(moved)),
    discardDraft: async ({ draftId }) => (acts.push(`discard ${draftId}`), ok({})),
  });
  store.getState().write('plan', 'teksti');
  const result = await store.getState().moveTo(EVENT);
  expect(acts).toEqual(['save d1', 'open', 'save d2', 'discard d1']);
  expect(result).toMatchObject({ draft: { draftId: 'd2', form: { sections: store.getState().form.sections } } });
});

test('the list: events newest first, under each its drafts and then its documents, strangers in a place of their own', () => {
  const older = event({ oid: oid('1.2.246.10.1.14.2026.9'), startedAt: instant('2026-11-01T08:00:00.000Z') });
  const documents = [
    row({ oid: oid('1.2.3.1'), createdAt: instant('2026-11-22T07:00:00.000Z') }),
    row({ oid: oid('1.2.3.2') }),
    row({ oid: oid('1.2.3.3'), serviceEventOid: older.oid }),
    row({ oid: oid('1.2.3.4'), serviceEventOid: oid('1.2.3.99'), createdAt: instant('2020-01-01T00:00:00.000Z') }),
  ];
  expect(listRows([older, event()], documents, [draft]).map(line => line.id)).toEqual([
    `event-${EVENT}`,
    'draft-d1',
    'document-1.2.3.2',
    'document-1.2.3.1',
    `event-${older.oid}`,
    'document-1.2.3.3',
    'event-1.2.3.99',
    'document-1.2.3.4',
  ]);
});

test('a list that fails keeps what was shown and says why', async () => {
  let isDown = false;
  const source = { from: 'service' as const, asOf: SAVED, fault: null };
  const store = createRecordsStore(
    client({
      list: async () =>
        isDown ? fail({ code: 'PAT-0002' }) : ok({ rows: [row()], serviceEvents: [event()], source, more: false }),
      drafts: async () => ok([draft]),
      templates: async () => ok([template]),
    }),
    'p1',
  );
  await store.getState().load();
  expect(store.getState()).toMatchObject({ phase: { at: 'shown' }, activeId: 'draft-d1', source });
  isDown = true;
  await store.getState().load();
  expect(store.getState()).toMatchObject({ phase: { at: 'failed', failure: { code: 'PAT-0002' } } });
  expect(store.getState().rows).toHaveLength(3);
});

test('a long list comes in pieces: a row that comes again replaces the earlier one, a fault is told', async () => {
  const source = { from: 'service' as const, asOf: SAVED, fault: null };
  const other = oid('1.2.246.10.1.11.2026.9');
  const pieces = [
    ok({ rows: [row({ oid: other, setId: other })], serviceEvents: [], more: true }),
    ok({ rows: [row({ version: 3 })], serviceEvents: [event()], more: true }),
    fail({ code: 'NET-0001' as const }),
  ];
  const store = createRecordsStore(
    client({
      list: async () => ok({ rows: [row({ version: 2 })], serviceEvents: [], source, more: true }),
      more: async () => pieces.shift() ?? fail({ code: 'CALL-0004' }),
      drafts: async () => ok([]),
      templates: async () => ok([template]),
    }),
    'p1',
  );
  await store.getState().load();
  expect(store.getState().isPartial).toBe(true);
  await expect.poll(() => store.getState().partialFault).toEqual({ code: 'NET-0001' });
  expect(store.getState().documents.map(({ version }) => version)).toEqual([1, 3]);
  expect(store.getState()).toMatchObject({ shownCount: 2, isPartial: true });
});

test('a filter narrows by words, view, phase and heading, and hides events without a match', async () => {
  const source = { from: 'service' as const, asOf: SAVED, fault: null };
  const other = oid('1.2.246.10.1.11.2026.9');
  const store = createRecordsStore(
    client({
      list: async () =>
        ok({
          rows: [
            row({ title: 'Käynti', headings: ['Tulosyy'], view: 'YLE' }),
            row({ oid: other, setId: other, title: 'Soitto', headings: ['Suunnitelma'], view: 'HOI' }),
          ],
          serviceEvents: [event()],
          source,
          more: false,
        }),
      drafts: async () => ok([draft]),
      templates: async () => ok([template]),
    }),
    'p1',
  );
  await store.getState().load();
  const narrowed = (change: Partial<Filter>): readonly string[] => {
    store.getState().setFilter({ ...NO_FILTER, ...change });
    return store.getState().rows.flatMap(each => (each.kind === 'document' ? [each.document.title] : []));
  };
  expect(narrowed({ words: 'KAYNTI' })).toEqual(['Käynti']);
  expect(narrowed({ view: 'HOI' })).toEqual(['Soitto']);
  expect(narrowed({ phase: 'arrival' })).toEqual(['Käynti']);
  expect(narrowed({ heading: 'Suunnitelma' })).toEqual(['Soitto']);
  expect(narrowed({ words: 'ei sellaista' })).toEqual([]);
  expect(store.getState().rows).toEqual([]);
  expect(narrowed({})).toHaveLength(2);
});

test('asked while it fetches, the list fetches once more', async () => {
  let asked = 0;
  const store = createRecordsStore(
    client({
      list: async () => {
        asked += 1;
        return ok({
          rows: [],
          serviceEvents: [],
          source: { from: 'none', asOf: null, fault: 'NET-0001' },
          more: false,
        });
      },
      drafts: async () => ok([]),
      templates: async () => ok([]),
    }),
    'p1',
  );
  await Promise.all([store.getState().load(), store.getState().load(), store.getState().load()]);
  expect(asked).toBe(2);
});

test('the text of one document never stands under the name of another', async () => {
  const answers = new Map<string, () => void>();
  const store = createRecordsStore(
    client({
      read: ({ documentOid }) =>
        new Promise(resolve =>
          answers.set(documentOid, () => resolve(ok({ row: row({ oid: documentOid }), readable: [], sections: null }))),
        ),
    }),
    'p1',
  );
  const first = store.getState().read(row({ oid: oid('1.2.3.1') }));
  const second = store.getState().read(row({ oid: oid('1.2.3.2') }));
  answers.get('1.2.3.2')?.();
  await second;
  answers.get('1.2.3.1')?.();
  await first;
  expect(store.getState().reading).toMatchObject({ at: 'shown', oid: '1.2.3.2' });
});

test('hits belong to what stands in the search line', async () => {
  const answers = new Map<string, () => void>();
  const store = createCodeSearch(
    client({
      codes: params => {
        const text = String(params.text);
        return new Promise(resolve =>
          answers.set(text, () =>
            resolve(
              ok({
                hits: [{ code: text, short: '', fi: '', sv: '', en: '', other: '', unit: '' }],
                register: 'ICD-10',
              }),
            ),
          ),
        );
      },
    }),
    'diagnoses',
  );
  const first = store.getState().ask('J0');
  const second = store.getState().ask('J02');
  answers.get('J02')?.();
  await second;
  answers.get('J0')?.();
  await first;
  expect(store.getState()).toMatchObject({ hits: [{ id: 'J02' }], isPending: false, register: 'ICD-10' });
  await store.getState().ask('  ');
  expect(store.getState().hits).toEqual([]);
});

test('a note can be begun while a slow service is still asked for the list', async () => {
  let answer = (): void => undefined;
  const listed = new Promise<void>(resolve => (answer = resolve));
  const store = createRecordsStore(
    client({
      list: async () => {
        await listed;
        return fail({ code: 'CALL-0004' });
      },
      drafts: async () => ok([]),
      templates: async () => ok([...RECORD_TEMPLATES]),
    }),
    'p1',
  );
  const loading = store.getState().load();
  await vi.advanceTimersByTimeAsync(0);
  expect(store.getState()).toMatchObject({ templates: RECORD_TEMPLATES, phase: { at: 'loading' } });
  answer();
  await loading;
  expect(store.getState().phase).toEqual({ at: 'failed', failure: { code: 'CALL-0004' } });
});
