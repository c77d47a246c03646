import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import { type SignResult } from '../../../shared/contract/signing.contract.ts';
import { dateInHelsinki, type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient, useHostEvent } from '../../api/ClientProvider.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  cx,
  Dialog,
  EmptyState,
  Gap,
  type KeyBinding,
  RadioGroup,
  Screen,
  Stack,
  useAnnouncer,
  useKeys,
} from '../../ui/index.ts';
import { type OpenPatient } from '../patients/index.ts';
import { noteOf, noteOnDesk } from '../session/index.ts';
import { SigningDialog } from '../signing/index.ts';
import { Basket, SavedMark } from './Basket.tsx';
import { createDraftsStore, readiness } from './drafts.store.ts';
import { FindingsRail } from './FindingsRail.tsx';
import { createFlowStore } from './flow.store.ts';
import { formTexts } from './form.texts.ts';
import { ListBanner, useListMeta } from './ListState.tsx';
import { createListStore, FILTERS, rowId, shownRows } from './list.store.ts';
import { MedicineSearch } from './MedicineSearch.tsx';
import { shortName } from './product-words.ts';
import { PrescriptionDetail } from './PrescriptionDetail.tsx';
import { PrescriptionEditor } from './PrescriptionEditor.tsx';
import { PrescriptionTable } from './PrescriptionTable.tsx';
import { prescribingTexts } from './prescribing.texts.ts';
import { type SearchRow } from './search-rows.ts';
import { createSearchStore } from './search.store.ts';
import { SheetButton } from './SheetButton.tsx';
import css from './prescribing.module.css';

export type PrescribingScreenProps = Readonly<{
  open: OpenPatient;
  nowMs: number;
  today: LocalDate;
  onGo: (area: 'home' | 'prescribing' | 'dispensing' | 'records' | 'queue' | 'settings') => void;
}>;

/** Where this screen notes on the desk which form stands open. */
const OPEN_FORM = 'prescribing.form';
const FOCUSABLE = 'input:not(:disabled), textarea, button, [role="spinbutton"], [tabindex="0"]';

function useStores(open: OpenPatient) {
  const client = useClient();
  const [stores] = useState(() => {
    const drafts = createDraftsStore({
      client,
      patientId: open.patient.id,
      weightKg: open.latestWeightKg?.value.replace('.', ',') ?? '',
      today: () => dateInHelsinki(Date.now()),
      later: (run, waitMs) => {
        const timer = window.setTimeout(run, waitMs);
        return () => window.clearTimeout(timer);
      },
    });
    const search = createSearchStore(client);
    const flow = createFlowStore({
      currentKey: () => drafts.getState().currentKey,
      openDraft: key => drafts.getState().open(key),
      judged: key => drafts.getState().judged(key),
      preview: () => drafts.getState().preview(),
      clearSearch: () => search.getState().clear(),
    });
    return { drafts, search, flow, list: createListStore(client, open.patient.id) };
  });
  return stores;
}

/** A patient's prescriptions and new ones: list, search, form, basket, signature. */
export function PrescribingScreen({ open, nowMs, today, onGo }: PrescribingScreenProps) {
  const t = useTexts(prescribingTexts);
  const f = useTexts(formTexts);
  const words = useFailureWords();
  const language = useLanguage();
  const client = useClient();
  const { announce } = useAnnouncer();
  const { list, drafts, search, flow } = useStores(open);
  const listView = useStore(list);
  const { items, currentKey, failure: draftFailure } = useStore(drafts);
  const { mode, detail, showsAll, openRule, jump, batch, failure } = useStore(flow);
  const [removing, setRemoving] = useState<string | null>(null);
  const searchInput = useRef<HTMLInputElement>(null);
  const work = useRef<HTMLDivElement>(null);
  const patientId = open.patient.id;
  const current = items.find(item => item.key === currentKey) ?? null;
  const readyCount = items.filter(item => readiness(item) === 'ready').length;
  const nameOfItem = useCallback(
    (key: string | null): string => {
      const product = drafts.getState().items.find(item => item.key === key)?.form.product ?? null;
      return product === null ? t('unnamed') : shortName(product, language);
    },
    [drafts, language, t],
  );

  useEffect(() => {
    void list.getState().load();
    void list.getState().loadLine();
    void drafts
      .getState()
      .restore()
      .then(() => {
        // Back at a desk that was covered: the form that stood open stands open.
        const left = noteOf(OPEN_FORM);
        if (left !== null && drafts.getState().items.some(item => item.key === left)) flow.getState().toForm(left);
      });
    return () => void drafts.getState().flush();
  }, [list, drafts, flow]);
  const openDraftId = mode === 'form' ? (current?.draftId ?? null) : null;
  const wasOpen = useRef<string | null>(null);
  useEffect(() => {
    if (openDraftId === wasOpen.current) return;
    wasOpen.current = openDraftId;
    noteOnDesk(OPEN_FORM, openDraftId);
  }, [openDraftId]);
  useHostEvent('prescriptionsChanged', event => {
    if (event.patientId !== patientId) return;
    void list
      .getState()
      .load()
      .then(() => drafts.getState().recheck());
  });
  useHostEvent('queueChanged', event => list.getState().hearQueue(event.counts, event.lines));
  useEffect(() => {
    if (jump === null) return;
    work.current
      ?.querySelector(`[data-field="${CSS.escape(jump.field)}"]`)
      ?.querySelector<HTMLElement>(FOCUSABLE)
      ?.focus();
  }, [jump]);

  const pick = useCallback(
    (row: SearchRow): void => {
      const { replacing } = flow.getState();
      void search
        .getState()
        .productOf(row)
        .then(product => {
          if (product === null) return;
          void drafts.getState().begin(product, replacing ?? undefined);
          flow.getState().toForm(null);
        });
    },
    [flow, search, drafts],
  );
  const confirm = useCallback(
    (rule: string, reason: string): void => {
      const key = drafts.getState().currentKey;
      if (key === null) return;
      drafts.getState().confirm(key, rule, reason);
      flow.getState().showRule(null);
    },
    [drafts, flow],
  );
  const sign = useCallback(
    (chosen: readonly Readonly<{ draftId: string; digest: string }>[], pin2: string) =>
      client.prescribing.sign({ items: [...chosen], pin2 }),
    [client],
  );
  const signed = useCallback(
    (result: SignResult): void => {
      drafts.getState().forget(result.signed.map(item => item.draftId));
      void list.getState().load();
    },
    [drafts, list],
  );
  const endSigning = useCallback(() => flow.getState().endSigning(), [flow]);
  const toBasket = useCallback((): void => {
    const name = nameOfItem(drafts.getState().currentKey);
    void flow
      .getState()
      .toBasket()
      .then(isIn => {
        if (isIn) announce(t('inBasket', { name }));
      });
  }, [flow, drafts, announce, t, nameOfItem]);

  const keys = useMemo<readonly KeyBinding[]>(() => {
    const bind = (id: string, chord: string, label: string, run: () => void): KeyBinding => ({
      id: `prescribing.${id}`,
      keys: chord,
      scope: 'screen',
      where: 'prescribing',
      label,
      run,
    });
    return [
      bind('search', 'F3', t('newOne'), () => {
        const { mode: now } = flow.getState();
        if (now === 'search') searchInput.current?.focus();
        else flow.getState().toSearch(null);
      }),
      bind('fetch', 'F5', t('fetchAgain'), () => void list.getState().load()),
      bind('basket', 'Ctrl+Enter', t('toBasket'), toBasket),
      bind('sign', 'F12', t('signTitle'), () => void flow.getState().sign()),
      bind('reason', 'Ctrl+.', f('nextFinding'), () => void flow.getState().settle()),
      bind('remove', 'F8', t('remove'), () => setRemoving(drafts.getState().currentKey)),
      bind('back', 'Esc', t('stepBack'), () => void flow.getState().back()),
    ];
  }, [t, f, flow, list, drafts, toBasket]);
  useKeys(keys);

  const { phase, filter, line, activeId } = listView;
  const meta = useListMeta(phase, nowMs);
  const rows = useMemo(() => shownRows(listView.rows, filter), [listView.rows, filter]);
  const hiddenCount = listView.rows.length - rows.length;
  const detailRow = listView.rows.find(row => rowId(row) === detail) ?? null;
  const fetchAgain = (): void => void list.getState().load();
  const isFailed = phase.at === 'refused' || (phase.at === 'shown' && phase.source.from === 'none');
  const isCached = phase.at === 'shown' && phase.source.from === 'cache';
  const empty = isFailed ? (
    <EmptyState
      title={t('listFailed')}
      action={
        <Button icon={RefreshCw} keys="F5" onPress={fetchAgain}>
          {t('fetchAgain')}
        </Button>
      }
    >
      {t('noLine')}
    </EmptyState>
  ) : hiddenCount > 0 ? (
    <EmptyState
      title={t('emptyActive')}
      action={<Button onPress={() => listView.choose('all')}>{t('showAll')}</Button>}
    >
      {t('emptyActiveMore', { count: hiddenCount })}
    </EmptyState>
  ) : (
    <EmptyState title={t('empty')}>{t(isCached ? 'emptyCached' : 'emptyMore')}</EmptyState>
  );
  const table = (shape: 'full' | 'narrow' | 'compact') => (
    <PrescriptionTable
      rows={rows}
      shape={shape}
      label={shape === 'compact' ? t('current') : t('title')}
      activeId={activeId}
      onActive={row => {
        listView.activate(rowId(row));
        if (flow.getState().detail !== null) flow.getState().showDetail(rowId(row));
      }}
      onOpen={row => {
        if (shape !== 'compact') flow.getState().showDetail(rowId(row));
      }}
      empty={phase.at === 'loading' && rows.length === 0 ? null : empty}
      pending={phase.at === 'loading' && rows.length === 0 ? t('fetching') : undefined}
      autoFocus={shape !== 'compact'}
    />
  );
  const shownFailure = failure ?? draftFailure;
  const isNew = mode === 'list';

  return (
    <Screen
      title={mode === 'list' ? t('title') : t('titleNew')}
      meta={meta}
      tools={
        mode === 'list' ? (
          <>
            <RadioGroup
              label={t('show')}
              hideLabel
              direction="row"
              items={FILTERS.map(id => ({ id, label: t(id) }))}
              value={filter}
              onChange={listView.choose}
            />
            <Button icon={RefreshCw} keys="F5" isPending={phase.at === 'loading'} onPress={fetchAgain}>
              {t('fetchAgain')}
            </Button>
          </>
        ) : (
          <Button variant="quiet" keys="Esc" onPress={() => void flow.getState().back()}>
            {t('stepBack')}
          </Button>
        )
      }
      banner={
        <>
          <ListBanner phase={phase} line={line} onAgain={mode === 'list' ? undefined : fetchAgain} />
          {shownFailure !== null && (
            <Banner kind="error">
              {`${words(shownFailure).says} ${words(shownFailure).todo}${
                shownFailure.detail === undefined ? '' : ` (${shownFailure.detail.join(', ')})`
              }`}
            </Banner>
          )}
        </>
      }
      fill="flush"
      foot={
        <>
          <Basket
            items={items}
            currentKey={mode === 'form' ? currentKey : null}
            onOpen={key => flow.getState().toForm(key)}
            onRemove={setRemoving}
          />
          <Gap />
          {mode === 'form' && current !== null && <SavedMark saved={current.saved} />}
          {mode === 'form' && (
            <Button keys="Ctrl+Enter" onPress={toBasket}>
              {t('toBasket')}
            </Button>
          )}
          {isNew && (
            <Button
              variant={items.length === 0 ? 'primary' : 'secondary'}
              keys="F3"
              onPress={() => flow.getState().toSearch(null)}
            >
              {t('newOne')}
            </Button>
          )}
          {items.length > 0 && (
            <Button
              variant="primary"
              keys="F12"
              disabledBecause={readyCount === 0 && mode !== 'form' ? t('nothingReady') : undefined}
              onPress={() => void flow.getState().sign()}
            >
              {t('sign', { count: readyCount })}
            </Button>
          )}
        </>
      }
    >
      {mode === 'list' ? (
        detailRow === null ? (
          table('full')
        ) : (
          <div className={css.listAndDetail}>
            {table('narrow')}
            <PrescriptionDetail row={detailRow} onClose={() => flow.getState().showDetail(null)} />
          </div>
        )
      ) : (
        <div className={cx(css.work, mode === 'form' ? css.withFindings : css.searching)} ref={work}>
          <div className={css.side} data-pane="">
            {table('compact')}
          </div>
          {mode === 'search' ? (
            <section className={css.middle} aria-label={t('search')} data-pane="">
              <MedicineSearch store={search} inputRef={searchInput} onPick={pick} />
            </section>
          ) : current === null ? (
            <EmptyState title={t('unnamed')} />
          ) : (
            <>
              <div className={css.middle}>
                <PrescriptionEditor
                  item={current}
                  store={drafts}
                  open={open}
                  today={today}
                  showsAll={showsAll}
                  onChangeMedicine={() => flow.getState().toSearch(current.key)}
                />
              </div>
              <aside className={css.findings} aria-label={f('findings')} data-pane="" tabIndex={0}>
                <FindingsRail
                  item={current}
                  openRule={openRule}
                  onOpenRule={flow.getState().showRule}
                  onConfirm={confirm}
                  onField={field => flow.getState().reachField(field)}
                />
              </aside>
            </>
          )}
        </div>
      )}
      <SigningDialog
        batch={batch}
        words={{ title: t('signTitle'), queued: t('signQueued'), accepted: t('signAccepted') }}
        lang={open.patient.language}
        sign={sign}
        onSigned={signed}
        onClose={endSigning}
        onQueue={() => {
          endSigning();
          onGo('queue');
        }}
        after={result => <SheetButton patientId={patientId} setIds={result.signed.map(item => item.documentOid)} />}
      />
      <Dialog
        isOpen={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('removeTitle')}
        size="small"
        actions={
          <>
            <Button autoFocus keys="Esc" onPress={() => setRemoving(null)}>
              {t('back')}
            </Button>
            <Button
              variant="danger"
              onPress={() => {
                const key = removing;
                setRemoving(null);
                if (key === null) return;
                const wasCurrent = drafts.getState().currentKey === key;
                void drafts
                  .getState()
                  .discard(key)
                  .then(isGone => {
                    if (!isGone) return;
                    announce(t('removed'));
                    if (wasCurrent && flow.getState().mode === 'form') flow.getState().back();
                  });
              }}
            >
              {t('remove')}
            </Button>
          </>
        }
      >
        <Stack>
          <p>
            <strong>{nameOfItem(removing)}</strong>
          </p>
          <p>{t('removeMore')}</p>
        </Stack>
      </Dialog>
    </Screen>
  );
}
