import { expect, test } from 'vitest';
import { type ApiClient } from '../../shared/contract/api.ts';
import { type PrescriptionDraft } from '../../shared/contract/prescribing.contract.ts';
import { type Finding } from '../../shared/domain/finding.ts';
import { EMPTY_PRESCRIPTION_FORM, type PrescriptionForm } from '../../shared/domain/prescribing/prescription-form.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import { instant } from '../../shared/kernel/time.ts';
import { createDraftsStore, readiness } from '../../src-renderer/features/prescribing/drafts.store.ts';
import { HOSTILE_TEXTS } from '../builders/hostile-text.ts';
import { NOW, PRESCRIPTION_OID, TODAY } from '../builders/prescription.builder.ts';
import { aProduct, aSubstance } from '../builders/product.builder.ts';

const aFinding = (change: Partial<Finding> = {}): Finding => ({
  rule: 'K00',
  severity: 'notChecked',
  field: null,
  says: { fi: 'Ei tarkistettu', sv: 'Inte kontrollerat', en: 'Not checked' },
  source: 'test',
  inputs: {},
  ...change,
});

/** A host that keeps drafts, judges with the findings given, and can be told to fail. */
function aDesk(options: Readonly<{ findings?: readonly Finding[]; drafts?: readonly PrescriptionDraft[] }> = {}) {
  const saved: PrescriptionForm[] = [];
  const previewed: string[][] = [];
  const discarded: string[] = [];
  let timers: (() => void)[] = [];
  let opens: (() => void) | null = null;
  /** What another window has saved since. */
  let elsewhere: PrescriptionDraft | null = null;
  const state = { failSaves: false, holdOpen: false };
  const prescribing: Partial<ApiClient['prescribing']> = {
    openForm: async ({ patientId }) => {
      if (state.holdOpen) await new Promise<void>(resolve => (opens = resolve));
      return ok({
        draftId: 'd1',
        documentOid: PRESCRIPTION_OID,
        patientId,
        form: { ...EMPTY_PRESCRIPTION_FORM, minorDisclosure: '4' as const },
        savedAt: NOW,
      });
    },
    saveDraft: async ({ form, knownAt }) => {
      if (state.failSaves) return fail({ code: 'DB-0003' as const });
      if (elsewhere !== null && knownAt !== elsewhere.savedAt) return fail({ code: 'FORM-0007' as const });
      elsewhere = null;
      saved.push(form as PrescriptionForm);
      return ok({ savedAt: NOW });
    },
    drafts: async () => ok([...(options.drafts ?? []), ...(elsewhere === null ? [] : [elsewhere])]),
    discardDraft: async ({ draftId }) => {
      discarded.push(draftId);
      return ok({});
    },
    check: async () => ok({ findings: [...(options.findings ?? [])], doseSentence: null, language: 'fi' as const }),
    preview: async ({ draftIds }) => {
      previewed.push([...draftIds]);
      return ok([]);
    },
  };
  const store = createDraftsStore({
    client: { prescribing: prescribing as ApiClient['prescribing'] },
    patientId: 'p1',
    weightKg: () => '',
    today: () => TODAY,
    later(run) {
      timers.push(run);
      return () => {
        timers = timers.filter(other => other !== run);
      };
    },
  });
  return {
    store,
    state,
    saved,
    previewed,
    discarded,
    waiting: () => timers.length,
    async elapse() {
      const due = timers;
      timers = [];
      for (const run of due) run();
      await new Promise(resolve => setTimeout(resolve, 0));
    },
    open: () => opens?.(),
    elsewhere(form: PrescriptionForm) {
      const savedAt = instant('2026-11-22T23:00:00.000Z');
      elsewhere = { draftId: 'd1', documentOid: PRESCRIPTION_OID, patientId: 'p1', form, savedAt };
    },
  };
}

const current = ({ store }: ReturnType<typeof aDesk>) => {
  const { items, currentKey } = store.getState();
  const item = items.find(other => other.key === currentKey);
  if (item === undefined) throw new Error('no current draft');
  return item;
};

test('typing does not wait for the host to name the draft, and nothing typed meanwhile is lost', async () => {
  const desk = aDesk();
  desk.state.holdOpen = true;
  const beginning = desk.store.getState().begin(aProduct());
  desk.store.getState().edit(current(desk).key, { doseTyped: '1x3' });
  desk.open();
  await beginning;
  await desk.store.getState().flush();
  expect(current(desk)).toMatchObject({ draftId: 'd1', saved: { at: 'saved', on: NOW } });
  expect(desk.saved.at(-1)).toMatchObject({ doseTyped: '1x3', minorDisclosure: '4', product: aProduct() });
});

test('a draft removed before the host has named it is removed at the host as well, with what was typed', async () => {
  const desk = aDesk();
  desk.state.holdOpen = true;
  const beginning = desk.store.getState().begin(aProduct());
  desk.store.getState().edit(current(desk).key, { doseTyped: '1x3' });
  const removing = desk.store.getState().discard(current(desk).key);
  desk.open();
  await beginning;
  expect(await removing).toBe(true);
  expect(desk.discarded).toEqual(['d1']);
  expect(desk.store.getState()).toMatchObject({ items: [], currentKey: null, failure: null });
  await desk.elapse();
  expect(desk.saved).toEqual([]);
});

test('each change waits for one save only, and a save that fails says so and is tried again', async () => {
  const desk = aDesk();
  await desk.store.getState().begin(aProduct());
  for (const doseTyped of ['1', '1x', '1x3']) desk.store.getState().edit(current(desk).key, { doseTyped });
  expect(desk.waiting()).toBe(1);
  desk.state.failSaves = true;
  await desk.elapse();
  expect(current(desk).saved).toEqual({ at: 'failed', failure: { code: 'DB-0003' } });
  desk.state.failSaves = false;
  await desk.elapse();
  expect(current(desk).saved).toEqual({ at: 'saved', on: NOW });
  expect(desk.saved.map(form => form.doseTyped)).toEqual(['1x3']);
});

test('what another window saved is not written over: a person chooses which of the two stays', async () => {
  const desk = aDesk();
  const { begin, edit, settle, flush } = desk.store.getState();
  await begin(aProduct());
  await flush();
  const { key } = current(desk);
  desk.elsewhere({ ...current(desk).form, indication: 'Toinen ikkuna' });
  edit(key, { indication: 'Tämä ikkuna' });
  await flush();
  expect(current(desk).saved).toEqual({ at: 'failed', failure: { code: 'FORM-0007' } });
  // It is not tried again by itself.
  expect(desk.waiting()).toBe(0);
  await settle(key, 'theirs');
  expect(current(desk)).toMatchObject({ form: { indication: 'Toinen ikkuna' }, saved: { at: 'saved' } });

  desk.elsewhere({ ...current(desk).form, indication: 'Toinen ikkuna' });
  edit(key, { indication: 'Tämä ikkuna' });
  await flush();
  await settle(key, 'mine');
  expect(current(desk)).toMatchObject({ form: { indication: 'Tämä ikkuna' }, saved: { at: 'saved' } });
  expect(desk.saved.at(-1)?.indication).toBe('Tämä ikkuna');
});

test('the amount follows the dose until it is typed by hand, and again when asked', async () => {
  const desk = aDesk();
  const { edit, begin, takeSuggestion } = desk.store.getState();
  await begin(aProduct());
  const { key } = current(desk);
  edit(key, { doseTyped: '1x3 20pv' });
  expect(current(desk).form.packages).toBe('2');
  edit(key, { packages: '5' });
  edit(key, { doseTyped: '1x3 40pv' });
  expect(current(desk).form.packages).toBe('5');
  takeSuggestion(key);
  expect(current(desk).form.packages).toBe('4');
});

test('a substance has no packages: the form asks for a duration and takes it from the dose', async () => {
  const desk = aDesk();
  await desk.store.getState().begin(aSubstance());
  desk.store.getState().edit(current(desk).key, { doseTyped: '1x3 7pv' });
  expect(current(desk).form).toMatchObject({ amountMode: '3', durationDays: '7' });
});

test('ready, to be looked at, blocked: by the findings and the reasons given', async () => {
  const looked = aDesk({ findings: [aFinding()] });
  await looked.store.getState().begin(aProduct());
  const { key } = current(looked);
  expect(readiness((await looked.store.getState().judged(key)) ?? current(looked))).toBe('look');
  looked.store.getState().confirm(key, 'K00', '  tarkistin  ');
  expect(current(looked).form.confirmations).toEqual([{ rule: 'K00', reason: 'tarkistin' }]);
  expect(readiness(current(looked))).toBe('ready');
  looked.store.getState().confirm(key, 'K00', '  ');
  expect(readiness(current(looked))).toBe('look');

  const blocked = aDesk({ findings: [aFinding(), aFinding({ rule: 'R14', severity: 'block' })] });
  await blocked.store.getState().begin(aProduct());
  await blocked.store.getState().judged(current(blocked).key);
  expect(readiness(current(blocked))).toBe('blocked');
});

test('drafts of an earlier day are there again, once, and judged anew', async () => {
  const draft: PrescriptionDraft = {
    draftId: 'old',
    documentOid: PRESCRIPTION_OID,
    patientId: 'p1',
    form: { ...EMPTY_PRESCRIPTION_FORM, product: aProduct(), doseTyped: '1x1' },
    savedAt: NOW,
  };
  const desk = aDesk({ drafts: [draft], findings: [] });
  await desk.store.getState().restore();
  await desk.store.getState().restore();
  expect(desk.store.getState().items.map(item => [item.key, readiness(item)])).toEqual([['old', 'ready']]);
  expect(desk.store.getState().currentKey).toBeNull();
});

test('only what is ready is shown for signing, and only after it is saved', async () => {
  const desk = aDesk({ findings: [] });
  await desk.store.getState().begin(aProduct());
  desk.store.getState().edit(current(desk).key, { doseTyped: '1x3 7pv' });
  await desk.store.getState().judged(current(desk).key);
  expect(await desk.store.getState().preview()).toEqual({ ok: true, value: [] });
  expect(desk.previewed).toEqual([['d1']]);
  expect(desk.saved.at(-1)?.doseTyped).toBe('1x3 7pv');

  desk.state.failSaves = true;
  desk.store.getState().edit(current(desk).key, { doseTyped: '1x2 7pv' });
  await desk.store.getState().judged(current(desk).key);
  expect(await desk.store.getState().preview()).toEqual({ ok: false, error: { code: 'DB-0003' } });
});

test('what the host could not store never leaves the form: hostile and endless texts', async () => {
  const desk = aDesk();
  await desk.store.getState().begin(aProduct());
  const { key } = current(desk);
  for (const text of [...HOSTILE_TEXTS, '\u{1F9EA}'.repeat(5000), 'x'.repeat(100_000)]) {
    desk.store.getState().edit(key, { doseTyped: text, packages: text, indication: text, messageToPharmacy: text });
    const { form } = current(desk);
    expect(form.doseTyped.length).toBeLessThanOrEqual(2000);
    expect(form.packages.length).toBeLessThanOrEqual(32);
    expect(form.indication.length).toBeLessThanOrEqual(1000);
    for (const kept of [form.doseTyped, form.packages, form.messageToPharmacy])
      expect(() => encodeURIComponent(kept)).not.toThrow();
  }
});
