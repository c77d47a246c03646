import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { Ellipsis, FileText, RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import { type PharmacyActKind } from '../../../shared/domain/dispensing/pharmacy-act.ts';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { type Instant, type LocalDate } from '../../../shared/kernel/time.ts';
import { nameAndStrength } from '../../i18n/product-words.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  EmptyState,
  Gap,
  type KeyBinding,
  Menu,
  RadioGroup,
  Row,
  Screen,
  screenKeys,
  useAnnouncer,
  useKeys,
} from '../../ui/index.ts';
import { type useSummary } from '../prescribing/index.ts';
import { ACT_KEYS, actsOfRow, type ActTarget } from './act-choice.ts';
import { actTexts } from './acts.texts.ts';
import { type BasketStore, readyItems } from './basket.store.ts';
import { BasketStrip } from './BasketStrip.tsx';
import { hiddenCount, type ListStore, setIdOf, type Shown, SHOWN, shownRows } from './list.store.ts';
import { listTexts } from './list.texts.ts';
import { ListEmpty } from './ListEmpty.tsx';
import { isCancelled, MADE_KEYS, madeKey, MadeTable, type MadeTableHandlers } from './MadeTable.tsx';
import { type MadeRow, type MadeStore } from './made.store.ts';
import { PrescriptionTable, ROW_KEYS } from './PrescriptionTable.tsx';
import { holderWords, sinceWords } from './row-words.ts';
import { receiptsOf, type SaleStore } from './sale.store.ts';

const bind = screenKeys('dispensing');
const bindRow = screenKeys('dispensing', ROW_KEYS);
const bindMade = screenKeys('dispensing', MADE_KEYS);

type ListPaneProps = Readonly<{
  list: ListStore;
  basket: BasketStore;
  made: MadeStore;
  sale: SaleStore;
  today: LocalDate;
  nowMs: number;
  scanLine: ReactNode;
  notice: ReactNode;
  onOpen: (row: PrescriptionRow) => void;
  onSign: () => void;
  onFetch: () => void;
  onPrintLabel: MadeTableHandlers['onPrint'];
  onPrintReceipt: MadeTableHandlers['onReceipt'];
  onPrintSheet: (rows: readonly PrescriptionRow[]) => void;
  onAct: (target: ActTarget) => void;
  onSpellOut: (row: PrescriptionRow) => void;
  summary: Pick<ReturnType<typeof useSummary>, 'label' | 'keys' | 'ask'>;
  afterPause: (event: KeyboardEvent, act: () => void) => void;
}>;

/** The customer's prescriptions: by default those that can be dispensed now, and how many the filter hides. */
export function ListPane(props: ListPaneProps) {
  const { list, basket, made, sale, today, nowMs, scanLine, notice, onOpen, onSign, onFetch } = props;
  const { onPrintLabel, onPrintReceipt, onPrintSheet, onAct, onSpellOut, summary, afterPause } = props;
  const t = useTexts(listTexts);
  const a = useTexts(actTexts);
  const words = useFailureWords();
  const language = useLanguage();
  const formats = useFormats();
  const { announce } = useAnnouncer();
  const { phase, show, rows, source, line, activeId, marked, watched, choose, activate, toggle, watch } =
    useStore(list);
  const { items, drafts, refusal } = useStore(basket);
  const { rows: madeRows, printing } = useStore(made);
  const { basis, sales } = useStore(sale);
  const receipts = useMemo(() => receiptsOf(items, basis), [items, basis]);
  const [madeActive, setMadeActive] = useState<string | null>(null);
  /** Grows when a key changed what is shown: the table takes the focus anew. */
  const [turn, setTurn] = useState(0);
  const shown = useMemo(() => shownRows({ rows, show }, today), [rows, show, today]);
  const hidden = hiddenCount(rows, today);
  const draftIds = useMemo(() => new Set<string>(drafts.map(draft => draft.prescriptionSetId)), [drafts]);
  const active = shown.find(row => setIdOf(row) === activeId) ?? shown[0];
  const activeMade = madeRows.find(row => madeKey(row) === madeActive) ?? madeRows[0];
  const ready = readyItems({ items });

  const showByKey = useCallback(
    (next: Shown): void => {
      choose(next);
      setTurn(before => before + 1);
    },
    [choose],
  );
  const openMarked = useCallback(
    (row: PrescriptionRow): void => {
      const isDone = (other: PrescriptionRow): boolean =>
        items.some(item => item.setId === setIdOf(other) && item.isAccepted);
      const next =
        marked.has(setIdOf(row)) && !isDone(row)
          ? rows.find(other => marked.has(setIdOf(other)) && !isDone(other))
          : row;
      onOpen(next ?? row);
    },
    [items, marked, rows, onOpen],
  );
  const sheetRows = useMemo(() => {
    const chosen = shown.filter(row => marked.has(setIdOf(row)));
    return chosen.length > 0 ? chosen : shown;
  }, [shown, marked]);

  const printLabel = useCallback(
    (row: MadeRow): void => (isCancelled(row) ? announce(a('alreadyCancelled'), 'assertive') : onPrintLabel(row)),
    [announce, a, onPrintLabel],
  );
  const begin = useCallback(
    (kind: PharmacyActKind): void => {
      if (kind === 'dispensingCancellation' || kind === 'dispensingCorrection') {
        if (activeMade === undefined) return announce(a('menuNone'));
        if (isCancelled(activeMade)) return announce(a('alreadyCancelled'), 'assertive');
        const { setId } = activeMade.dispensing.prescription;
        return onAct({ kind, made: activeMade, row: rows.find(row => setIdOf(row) === setId) ?? null });
      }
      if (active === undefined) return announce(a('menuNone'));
      return onAct({ kind, row: active });
    },
    [activeMade, active, rows, onAct, announce, a],
  );
  const offered = useMemo<readonly PharmacyActKind[]>(
    () =>
      show === 'made'
        ? ['dispensingCorrection', 'dispensingCancellation']
        : active === undefined
          ? []
          : actsOfRow(active),
    [show, active],
  );

  const keys = useMemo(() => {
    const bare = (id: string, chord: string, label: string, run: () => void): KeyBinding =>
      bindRow(id, chord, label, event => afterPause(event, run), { scope: 'list' });
    return [
      bind('fetch', 'F5', t('fetch'), onFetch),
      bind('sign', 'F12', t('sign', { count: ready.length }), onSign),
      bind('correct', 'F8', a(show === 'made' ? 'dispensingCorrection' : 'prescriptionCorrection'), () =>
        begin(show === 'made' ? 'dispensingCorrection' : 'prescriptionCorrection'),
      ),
      bind('spellOut', 'Ctrl+.', a('spellOut'), () =>
        active === undefined ? announce(a('menuNone')) : onSpellOut(active),
      ),
      bind('print', 'F9', show === 'made' ? t('printLabel') : t('sheet'), () => {
        if (show === 'made') {
          if (activeMade !== undefined) printLabel(activeMade);
        } else if (sheetRows.length > 0) onPrintSheet(sheetRows);
      }),
      bare('all', 'A', show === 'all' ? t('showNow') : t('showAll'), () => showByKey(show === 'all' ? 'now' : 'all')),
      bare('today', 'T', t('showMade'), () => showByKey('made')),
      ...(['prescriptionCorrection', 'lock', 'reservation', 'doseDispensing', 'renewalRequest'] as const).map(kind => {
        const own = offered.find(one => ACT_KEYS[one] === ACT_KEYS[kind]) ?? kind;
        return bare(kind, ACT_KEYS[kind], a(own), () => begin(own));
      }),
      bare('copy', 'C', t('copy'), () => {
        const holder = active?.holder ?? null;
        if (holder === null || holder.mine) return announce(t('copyNothing'));
        const { organisationName: name, phone = '' } = holder;
        void navigator.clipboard
          .writeText(phone === '' ? name : phone)
          .then(() => announce(phone === '' ? t('copiedName', { name }) : t('copied', { phone, name })));
      }),
      bare('watch', 'R', t('watch'), () => {
        if (active?.holder?.mine !== false) return announce(t('copyNothing'));
        const starts = watch(setIdOf(active));
        announce(
          starts ? t('watching', { name: nameAndStrength(active.prescription.product, language) }) : t('watchEnded'),
        );
      }),
    ];
  }, [
    t,
    onFetch,
    onSign,
    ready.length,
    show,
    activeMade,
    printLabel,
    sheetRows,
    onPrintSheet,
    showByKey,
    active,
    announce,
    watch,
    language,
    afterPause,
    offered,
    begin,
    onSpellOut,
    a,
  ]);
  useKeys(keys);
  const backKeys = useMemo(
    () => [
      bindMade('now', 'A', t('showNow'), event => afterPause(event, () => showByKey('now')), { scope: 'list' }),
      ...(['dispensingCorrection', 'dispensingCancellation'] as const).map(kind =>
        bindMade(kind, ACT_KEYS[kind], a(kind), event => afterPause(event, () => begin(kind)), { scope: 'list' }),
      ),
    ],
    [t, a, afterPause, showByKey, begin],
  );
  useKeys(backKeys);

  const counts: Readonly<Record<Shown, number>> = {
    now: rows.length - hidden,
    all: rows.length,
    made: madeRows.length,
  };
  const meta =
    source === null
      ? undefined
      : source.from === 'service' && source.asOf !== null
        ? t('fromService', { time: formats.time(source.asOf as Instant) })
        : source.asOf !== null
          ? t('fromCache', {
              time: sinceWords(source.asOf as Instant, today, t, formats),
              age: formats.age(source.asOf as Instant, nowMs),
            })
          : t('fromNone');
  const refusedRow = refusal === null ? undefined : rows.find(row => setIdOf(row) === refusal.setId);
  const isOffline = source !== null && source.from !== 'service';
  const empty = (
    <ListEmpty phase={phase} source={source} hidden={hidden} onFetch={onFetch} onShowAll={() => showByKey('all')} />
  );
  return (
    <Screen
      title={t('title')}
      meta={meta}
      tools={
        <>
          {scanLine}
          <RadioGroup
            label={t('show')}
            hideLabel
            direction="row"
            items={SHOWN.map(id => ({ id, label: t(id, { count: counts[id] }) }))}
            value={show}
            onChange={choose}
          />
          <Button icon={RefreshCw} keys="F5" isPending={phase.at === 'loading'} onPress={onFetch}>
            {t('fetch')}
          </Button>
        </>
      }
      banner={
        <>
          {phase.at === 'failed' && <Banner kind="error">{words({ code: phase.failure.code }).toldWithCode}</Banner>}
          {isOffline && (
            <Banner kind="stale">
              {[
                line?.state === 'down'
                  ? t('offlineNow')
                  : source.fault === null
                    ? ''
                    : words({ code: source.fault }).says,
                source.asOf === null
                  ? t('offlineNone')
                  : t('offlineCache', { time: formats.moment(source.asOf as Instant) }),
              ].join(' ')}
            </Banner>
          )}
          {refusal !== null && (
            <Banner kind="error">
              {[
                t('refusedOpen', {
                  name: refusedRow === undefined ? '' : nameAndStrength(refusedRow.prescription.product, language),
                  says: words(refusal.failure).says,
                  todo: words(refusal.failure).todo,
                }),
                ...holderWords(refusedRow?.holder ?? null, today, t, formats),
                `(${refusal.failure.code})`,
              ]
                .filter(part => part !== '')
                .join(' ')}
            </Banner>
          )}
          {notice}
        </>
      }
      fill="flush"
      foot={
        <>
          <BasketStrip
            items={items}
            receipts={receipts}
            markedCount={marked.size}
            hint={t(show === 'made' ? 'madeHint' : 'basketEmpty')}
          />
          {show === 'now' && hidden > 0 && (
            <Row>
              <span>{t('hides', { count: hidden })}</span>
              <Button variant="quiet" keys="A" onPress={() => showByKey('all')}>
                {t('showAll')}
              </Button>
            </Row>
          )}
          <Gap />
          <Menu
            label={a('menu')}
            trigger={<Button icon={Ellipsis}>{a('menu')}</Button>}
            items={[
              ...offered.map(kind => ({ id: kind, label: a(kind), keys: ACT_KEYS[kind] })),
              { id: 'summary' as const, label: summary.label, keys: summary.keys },
            ]}
            onPick={picked => (picked === 'summary' ? summary.ask() : begin(picked))}
          />
          {show !== 'made' && (
            <Button
              icon={FileText}
              keys="F9"
              isPending={printing === 'sheet'}
              disabledBecause={shown.length === 0 ? t('sheetNothing') : undefined}
              onPress={() => onPrintSheet(sheetRows)}
            >
              {t('sheet')}
            </Button>
          )}
          <Button
            variant="primary"
            keys="F12"
            disabledBecause={ready.length === 0 ? t('signNothing') : undefined}
            onPress={onSign}
          >
            {t('sign', { count: ready.length })}
          </Button>
        </>
      }
    >
      {show === 'made' ? (
        <MadeTable
          key={turn}
          rows={madeRows}
          activeId={madeActive}
          today={today}
          printing={printing}
          empty={<EmptyState title={t('emptyMade')}>{t('emptyMadeMore')}</EmptyState>}
          onActive={row => setMadeActive(madeKey(row))}
          onPrint={printLabel}
          onReceipt={onPrintReceipt}
          sales={sales}
          autoFocus={turn > 0}
        />
      ) : (
        <PrescriptionTable
          key={turn}
          rows={shown}
          items={items}
          draftIds={draftIds}
          watched={watched}
          marked={marked}
          activeId={activeId}
          today={today}
          empty={empty}
          pending={phase.at === 'loading' ? t('fetching') : undefined}
          onActive={row => activate(setIdOf(row))}
          onOpen={openMarked}
          onToggle={row => toggle(setIdOf(row))}
          autoFocus
        />
      )}
    </Screen>
  );
}
