import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Printer, ReceiptText } from 'lucide-react';
import { useStore } from 'zustand';
import { type SignResult } from '../../../shared/contract/signing.contract.ts';
import { type Professional } from '../../../shared/domain/people/person.ts';
import { spelledOut } from '../../../shared/domain/prescribing/dose-abbreviations.ts';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant, type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient, useHostEvent } from '../../api/ClientProvider.tsx';
import { useDatabaseChange } from '../catalogue/index.ts';
import { nameAndStrength, strengthOf } from '../../i18n/product-words.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Button, screenKeys, useAnnouncer, useKeys } from '../../ui/index.ts';
import { type OpenPatient } from '../patients/index.ts';
import { storingTexts, useSummary } from '../prescribing/index.ts';
import { type SigningBatch, SigningDialog } from '../signing/index.ts';
import { type Item, outdated, readyItems } from './basket.store.ts';
import { actTexts } from './acts.texts.ts';
import { storesOf } from './customer-stores.ts';
import { formTexts } from './form.texts.ts';
import { FormPane } from './FormPane.tsx';
import { setIdOf } from './list.store.ts';
import { listTexts } from './list.texts.ts';
import { ListPane } from './ListPane.tsx';
import { type MadeRow } from './made.store.ts';
import { createScanStore, type ScanOutcome } from './scan.store.ts';
import { ScanLine } from './ScanLine.tsx';
import { ScanNotice, scanWords } from './ScanNotice.tsx';
import { receiptsOf } from './sale.store.ts';
import { packReturnTexts } from './pack-return.texts.ts';
import { saleTexts } from './sale.texts.ts';
import { SalePanel } from './SalePanel.tsx';
import { useActs } from './use-acts.tsx';
import { useLead } from './use-lead.ts';
import { usePrints } from './use-prints.ts';
import { useWedge } from './use-wedge.ts';

const bind = screenKeys('dispensing');

export type DispensingScreenProps = Readonly<{
  open: OpenPatient;
  nowMs: number;
  today: LocalDate;
  onGo: (
    area: 'home' | 'prescribing' | 'dispensing' | 'medication' | 'storing' | 'records' | 'queue' | 'settings',
  ) => void;
}>;

/** Packs that a cancellation left out of trade. */
const staying = (rows: readonly MadeRow[]): number =>
  rows.reduce((sum, { packs }) => sum + packs.filter(({ standing }) => standing === 'stays').length, 0);

const signedOids = ({ signed }: SignResult): readonly Oid[] => signed.map(({ documentOid }) => documentOid);

const WATCH_EVERY_MS = 15_000;

/** Dispensing to one customer: list, form, signature, prints. */
export function DispensingScreen({ open, nowMs, today, onGo }: DispensingScreenProps) {
  const t = useTexts(listTexts);
  const f = useTexts(formTexts);
  const a = useTexts(actTexts);
  const s = useTexts(saleTexts);
  const pr = useTexts(packReturnTexts);
  const st = useTexts(storingTexts);
  const words = useFailureWords();
  const language = useLanguage();
  const formats = useFormats();
  const client = useClient();
  const { announce, toast } = useAnnouncer();
  const { patient } = open;
  const { list, basket, made, sale } = storesOf(client, patient);
  const { basis, fault, isAsking } = useStore(sale);
  const [scan] = useState(() => createScanStore(client, patient.id));
  const watchedCount = useStore(list, state => state.watched.size);
  const { items, openId } = useStore(basket);
  const { outcome, text, type, clear, look } = useStore(scan);
  const [dispenser, setDispenser] = useState<Professional | null>(null);
  const [batch, setBatch] = useState<SigningBatch | null>(null);
  const scanInput = useRef<HTMLInputElement>(null);
  const item = items.find(one => one.setId === openId);

  const load = useCallback(async (): Promise<void> => {
    await list.getState().load();
    // A form whose prescription has been corrected since goes on with the corrected one.
    if (outdated(basket.getState(), list.getState().rows).length > 0) await basket.getState().lookAgain();
    for (const row of list.getState().takeFreed()) {
      basket.getState().freed(setIdOf(row));
      toast({ text: t('freed', { name: nameAndStrength(row.prescription.product, language) }), tone: 'info' });
    }
  }, [list, basket, toast, t, language]);
  const loadMade = useCallback(async (): Promise<void> => {
    const { rows: rowsBefore } = made.getState();
    const before = new Map(rowsBefore.map(row => [row.dispensing.oid, row.queued?.state]));
    await made.getState().load();
    const notBack = staying(made.getState().rows) - staying(rowsBefore);
    if (rowsBefore.length > 0 && notBack > 0) toast({ text: pr('refused', { count: notBack }), tone: 'stop' });
    for (const { dispensing, queued } of made.getState().rows)
      if (queued?.state === 'accepted' && (before.get(dispensing.oid) ?? 'accepted') !== 'accepted')
        announce(t('acceptedNow', { name: dispensing.product.tradeName }));
  }, [made, announce, toast, t, pr]);
  useEffect(() => {
    void loadMade();
    void sale.getState().loadSales();
    void basket.getState().loadDrafts();
    void client.session.state({}).then(reply => {
      if (reply.ok) setDispenser(reply.value.professional);
    });
  }, [loadMade, sale, basket, client]);
  useHostEvent('prescriptionsChanged', event => {
    if (event.patientId === patient.id) void load();
  });
  useDatabaseChange(() => {
    void basket.getState().lookAgain();
    return basket.getState().items.length;
  });
  useHostEvent('salesChanged', event => {
    if (event.patientId !== patient.id) return;
    void sale
      .getState()
      .loadSales()
      .then(refused => {
        if (refused > 0) toast({ text: s('packsRefused', { count: refused }), tone: 'stop' });
      });
    void loadMade();
    if (basket.getState().items.length > 0) void sale.getState().ask();
  });
  useHostEvent('queueChanged', event => {
    list.getState().hearLine(event.lines);
    void loadMade();
  });
  useEffect(() => {
    if (watchedCount === 0) return undefined;
    const timer = window.setInterval(() => void load(), WATCH_EVERY_MS);
    return () => window.clearInterval(timer);
  }, [watchedCount, load]);

  /** With the first form that opens: whoever only looks at the list is not asked about. */
  const askOnce = useCallback((): void => {
    if (sale.getState().basis === null) void sale.getState().ask();
  }, [sale]);
  const openRow = useCallback(
    async (setId: Oid, vnr?: string): Promise<void> => {
      const answer = await basket.getState().open(setId, vnr);
      if (answer !== 'refused') askOnce();
      if (answer === 'refused') {
        const failure = basket.getState().refusal?.failure;
        if (failure !== undefined) announce(words(failure).told, 'assertive');
        await load();
      }
      list.getState().activate(setId);
    },
    [basket, announce, words, load, list, askOnce],
  );

  const tell = useCallback(
    (found: ScanOutcome): void => {
      const said = scanWords(found, today, language, t, formats);
      if (said !== null) announce(said, 'assertive');
    },
    [today, language, t, formats, announce],
  );
  const takePack = useCallback(
    async (raw: string): Promise<void> => {
      const found = await look(raw, list.getState().rows, today);
      if (found === null) return;
      tell(found);
      if (found.kind === 'prescription' && found.failure === null) {
        basket.getState().leave();
        await load();
        list.getState().reveal(found.setId, today);
        announce(t('namedFound'));
        return clear();
      }
      if (found.kind !== 'pack') return;
      const name = [found.pack.tradeName, strengthOf(found.pack, language)].join(' ');
      const current = basket.getState().openId;
      const { read } = found;
      const taken = current !== null && basket.getState().readPack(current, found.vnr, read);
      if (taken === 'twice') {
        toast({ text: t('packTwice', { name }), tone: 'warn' });
        return clear();
      }
      const count = (setId: string): number =>
        basket.getState().items.find(one => one.setId === setId)?.form.packs.length ?? 0;
      const sayRead = (setId: string): void => {
        if (read === null) announce(t('scanChecked', { name }));
        else if (read.verified) announce(t('packAdded', { name, count: count(setId) }));
        else toast({ text: t('packLater', { name, count: count(setId) }), tone: 'warn' });
      };
      if (current !== null && taken) {
        sayRead(current);
        return clear();
      }
      if (found.fit.kind === 'several') {
        basket.getState().leave();
        const [first] = found.fit.rows;
        if (first !== undefined) list.getState().activate(setIdOf(first));
      }
      if (found.fit.kind !== 'one') return;
      const { setId } = found.fit.row.prescription;
      if (current !== null && current !== setId) toast({ text: t('scanOther', { name }), tone: 'warn' });
      const answer = await basket.getState().open(setId, found.vnr, read);
      if (answer === 'opened' && read !== null) sayRead(setId);
      list.getState().activate(setId);
      if (answer !== 'refused') askOnce();
      if (answer === 'packNotAmongChoices') toast({ text: t('scanNotAmong', { name }), tone: 'warn' });
      if (answer === 'refused') await load();
    },
    [look, list, today, language, tell, basket, announce, t, clear, toast, load, askOnce],
  );
  /** Packs are taken in the order in which they were read, however fast the scanner and however slow an answer. */
  const lastPack = useRef<Promise<void>>(Promise.resolve());
  const onPack = useCallback(
    (raw: string): void => {
      const take = (): Promise<void> => takePack(raw);
      lastPack.current = lastPack.current.then(take, take);
    },
    [takePack],
  );
  const afterPause = useWedge(onPack);

  const onSign = useCallback((): void => {
    if (readyItems(basket.getState()).length === 0) return announce(t('signNothing'));
    void basket
      .getState()
      .prepare()
      .then(previews => {
        const refused = basket.getState().items.find(one => one.refused !== null)?.refused ?? null;
        if (refused !== null) announce(`${f('refusedTitle')} ${words(refused).says}`, 'assertive');
        if (previews.length > 0) setBatch({ id: previews.map(preview => preview.digest).join(), previews });
      });
  }, [basket, announce, t, f, words]);
  const { printLabels, printSheet, printReceipt } = usePrints(made, sale);
  const onSigned = useCallback(
    (result: SignResult): void => {
      const done = basket.getState().items.filter(one => result.signed.some(({ draftId }) => draftId === one.draftId));
      basket.getState().signed(result);
      basket.getState().leave();
      for (const one of done) list.getState().unmark(one.setId);
      // What was signed changes no row before the Centre has it, and then an event tells; what was left out may have changed there.
      if (result.left.length > 0) void load();
      void loadMade();
      void sale.getState().loadSales();
      if (basket.getState().items.length > 0) void sale.getState().ask();
      else sale.getState().forget();
      void printLabels(signedOids(result));
    },
    [basket, list, load, loadMade, sale, printLabels],
  );
  const onPrintLabel = useCallback(
    ({ dispensing }: MadeRow): void => void printLabels([dispensing.oid]),
    [printLabels],
  );
  const acts = useActs({
    patient,
    now: new Date(nowMs).toISOString() as Instant,
    onSigned: () => {
      void load();
      void loadMade();
    },
    onQueue: () => onGo('queue'),
  });
  const { begin } = acts;
  const onSpellOut = useCallback(
    (row: PrescriptionRow): void => {
      const { dose, language: written } = row.prescription;
      if (spelledOut(dose.text, written) === null) return announce(a('spellNothing'));
      begin({ kind: 'prescriptionCorrection', row });
    },
    [announce, a, begin],
  );
  const summary = useSummary(patient.id, today, 'dispensing');
  useLead({ list, today, load, begin });

  /** The next marked one that is not ready yet; else the list. */
  const onAccepted = useCallback(
    (done: Item): void => {
      const { rows: all, marked } = list.getState();
      const ready = new Set([done.setId, ...readyItems(basket.getState()).map(one => one.setId)]);
      const next = all.find(row => marked.has(setIdOf(row)) && !ready.has(row.prescription.setId));
      // A pack that was read meanwhile is being opened: it comes before the next marked one.
      if (basket.getState().finish(done.setId) && next !== undefined) void openRow(next.prescription.setId);
    },
    [list, basket, openRow],
  );
  const onLeave = useCallback((): void => {
    clear();
    basket.getState().leave();
  }, [clear, basket]);
  const onFetch = useCallback((): void => {
    void load();
    if (openId !== null) void openRow(openId as Oid);
  }, [load, openId, openRow]);

  const keys = useMemo(
    () => [
      bind('scan', 'F3', t('scanFocus'), () => {
        scanInput.current?.focus();
        scanInput.current?.select();
      }),
      bind('store', 'Ctrl+Shift+N', st('title'), () => onGo('storing')),
      bind('medication', 'F7', t('medicationList'), () => onGo('medication')),
    ],
    [t, st, onGo],
  );
  useKeys(keys);

  const scanLine = (
    <ScanLine
      text={text}
      onType={type}
      onLook={onPack}
      onDown={() => document.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus()}
      inputRef={scanInput}
    />
  );
  const notice = outcome === null ? null : <ScanNotice outcome={outcome} today={today} onClose={clear} />;
  return (
    <>
      {item === undefined ? (
        <ListPane
          list={list}
          basket={basket}
          made={made}
          sale={sale}
          today={today}
          nowMs={nowMs}
          scanLine={scanLine}
          notice={notice}
          onOpen={row => void openRow(row.prescription.setId)}
          onSign={onSign}
          onFetch={onFetch}
          onPrintLabel={onPrintLabel}
          onPrintReceipt={({ dispensing }) => void printReceipt([dispensing.oid])}
          onPrintSheet={printSheet}
          onAct={begin}
          onSpellOut={onSpellOut}
          summary={summary}
          afterPause={afterPause}
        />
      ) : (
        <FormPane
          key={item.setId}
          store={basket}
          item={item}
          patient={patient}
          dispenser={dispenser}
          now={new Date(nowMs).toISOString() as Instant}
          readyCount={readyItems({ items }).length}
          sale={
            <SalePanel
              item={item}
              line={receiptsOf(items, basis).get(item.draftId) ?? null}
              basis={basis}
              fault={fault}
              isAsking={isAsking}
              onAsk={() => void sale.getState().ask(true)}
            />
          }
          scanLine={scanLine}
          notice={notice}
          onAccepted={onAccepted}
          onLeave={onLeave}
          onGivenBack={done => {
            clear();
            list.getState().unmark(done.setId);
            void load();
          }}
          onFetch={onFetch}
          onSign={onSign}
          onSpellOut={onSpellOut}
          afterPause={afterPause}
        />
      )}
      <SigningDialog
        batch={batch}
        words={{ title: t('signTitle'), queued: t('signedQueued'), accepted: t('signedAccepted') }}
        lang={patient.language}
        sign={(batchItems, pin2) => client.dispensing.sign({ items: [...batchItems], pin2 })}
        onSigned={onSigned}
        onClose={() => setBatch(null)}
        onQueue={() => onGo('queue')}
        after={result => (
          <>
            <Button icon={Printer} onPress={() => void printLabels(signedOids(result))}>
              {t('labelAgain')}
            </Button>
            <Button icon={ReceiptText} onPress={() => void printReceipt(signedOids(result))}>
              {s('receipt')}
            </Button>
          </>
        )}
      />
      {acts.dialogs}
      {summary.dialog}
    </>
  );
}
