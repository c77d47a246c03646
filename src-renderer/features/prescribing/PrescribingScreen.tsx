import { useCallback, useRef, useState } from 'react';
import { FileText, RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import { type SignResult } from '../../../shared/contract/signing.contract.ts';
import { type PrescribedProduct } from '../../../shared/domain/prescribing/prescription.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { nameAndStrength } from '../../i18n/product-words.ts';
import { isOfTwoWindows } from '../../i18n/TwoWindowsBanner.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Banner, Button, cx, EmptyState, RadioGroup, Screen, useAnnouncer } from '../../ui/index.ts';
import { closePatient, type OpenPatient } from '../patients/index.ts';
import { SigningDialog } from '../signing/index.ts';
import { CancellationDialog } from './CancellationDialog.tsx';
import { changeFailureWords } from './change-words.ts';
import { changeTexts } from './change.texts.ts';
import { DraftWork } from './DraftWork.tsx';
import { DraftsConflict } from './DraftsConflict.tsx';
import { ListBanner, useListMeta } from './ListState.tsx';
import { FILTERS, rowId } from './list.store.ts';
import { MedicineStep } from './MedicineStep.tsx';
import { PrescriptionDetail } from './PrescriptionDetail.tsx';
import { PrescriptionList } from './PrescriptionList.tsx';
import { NewSheets } from './NewSheets.tsx';
import { PrescribingFoot } from './PrescribingFoot.tsx';
import { prescribingTexts } from './prescribing.texts.ts';
import { RightBanner } from './RightBanner.tsx';
import { RemoveDraftDialog } from './RemoveDraftDialog.tsx';
import { useFavourites } from './use-favourites.tsx';
import { useChange } from './use-change.tsx';
import { useFieldJump } from './use-field-jump.ts';
import { usePrescribingKeys } from './use-prescribing-keys.ts';
import { usePrescribingStores } from './use-prescribing-stores.ts';
import { useSummary } from './use-summary.tsx';
import { useStoresAtWork } from './use-stores-at-work.ts';
import css from './prescribing.module.css';

export type PrescribingScreenProps = Readonly<{
  open: OpenPatient;
  nowMs: number;
  today: LocalDate;
  onGo: (
    area: 'home' | 'prescribing' | 'dispensing' | 'medication' | 'records' | 'queue' | 'renewals' | 'settings',
  ) => void;
}>;

/** A patient's prescriptions and new ones: list, search, form, basket, signature. */
export function PrescribingScreen({ open, nowMs, today, onGo }: PrescribingScreenProps) {
  const t = useTexts(prescribingTexts);
  const c = useTexts(changeTexts);
  const words = useFailureWords();
  const language = useLanguage();
  const client = useClient();
  const { announce } = useAnnouncer();
  const stores = usePrescribingStores(open);
  const { list, drafts, search, flow } = stores;
  const listView = useStore(list);
  const { items, currentKey, failure: draftFailure } = useStore(drafts);
  const { mode, replacing, detail, batch, failure } = useStore(flow);
  const [removing, setRemoving] = useState<string | null>(null);
  const searchInput = useRef<HTMLInputElement>(null);
  const work = useFieldJump(flow);
  const patientId = open.patient.id;
  const current = items.find(item => item.key === currentKey) ?? null;
  const nameOfItem = useCallback(
    (key: string | null): string => {
      const product = drafts.getState().items.find(item => item.key === key)?.form.product ?? null;
      return product === null ? t('unnamed') : nameAndStrength(product, language);
    },
    [drafts, language, t],
  );

  useStoresAtWork(stores, patientId);
  const begin = useCallback(
    (product: PrescribedProduct): void => {
      void drafts.getState().begin(product, flow.getState().replacing ?? undefined);
      flow.getState().toForm(null);
    },
    [flow, drafts],
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
  const isRenewal = mode === 'form' && current?.renews !== undefined;
  /** The form was opened from the inbox of requests: it is saved, the patient closed, and the work goes on there. */
  const toRenewals = useCallback(async (): Promise<void> => {
    await drafts.getState().flush();
    onGo('renewals');
    closePatient();
  }, [drafts, onGo]);
  const toBasket = useCallback((): void => {
    const name = nameOfItem(drafts.getState().currentKey);
    void flow
      .getState()
      .toBasket()
      .then(isIn => {
        if (!isIn) return;
        announce(t(isRenewal ? 'renewalReady' : 'inBasket', { name }));
        if (isRenewal) void toRenewals();
      });
  }, [flow, drafts, announce, t, nameOfItem, isRenewal, toRenewals]);
  const back = useCallback((): void => {
    const { openRule } = flow.getState();
    void flow.getState().back();
    if (isRenewal && openRule === null) void toRenewals();
  }, [flow, isRenewal, toRenewals]);

  const change = useChange({ drafts, flow, patientId });
  const favourites = useFavourites(stores, mode, today);
  const summary = useSummary(patientId, today, 'prescribing');
  const isList = mode === 'list';
  const isCorrection = mode === 'form' && current?.before !== undefined;
  const titleKey = isList ? 'title' : isCorrection ? 'titleCorrection' : isRenewal ? 'titleRenewal' : 'titleNew';
  const onMedication = useCallback((): void => onGo('medication'), [onGo]);
  usePrescribingKeys({ stores, change, searchInput, toBasket, onBack: back, onRemove: setRemoving, onMedication });

  const { phase, filter, line } = listView;
  const meta = useListMeta(phase, nowMs);
  const detailRow = listView.rows.find(row => rowId(row) === detail) ?? null;
  const fetchAgain = (): void => void list.getState().load();
  const table = (shape: 'full' | 'narrow' | 'compact') => (
    <PrescriptionList list={list} flow={flow} shape={shape} onFetch={fetchAgain} />
  );
  const shownFailure = failure ?? draftFailure;

  return (
    <Screen
      title={t(titleKey)}
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
            <Button icon={FileText} keys={summary.keys} onPress={summary.ask}>
              {summary.label}
            </Button>
            <Button icon={RefreshCw} keys="F5" isPending={phase.at === 'loading'} onPress={fetchAgain}>
              {t('fetchAgain')}
            </Button>
          </>
        ) : (
          <>
            {mode === 'form' && favourites.keeping}
            <Button variant="quiet" keys="Esc" onPress={back}>
              {t(isRenewal ? 'toRenewals' : 'stepBack')}
            </Button>
          </>
        )
      }
      banner={
        <>
          <RightBanner />
          <ListBanner phase={phase} line={line} onAgain={mode === 'list' ? undefined : fetchAgain} />
          <DraftsConflict drafts={drafts} />
          {shownFailure !== null && !isOfTwoWindows(shownFailure) && (
            <Banner kind="error">
              {changeFailureWords(shownFailure, c) ??
                `${words(shownFailure).told}${
                  shownFailure.detail === undefined ? '' : ` (${shownFailure.detail.join(', ')})`
                }`}
            </Banner>
          )}
        </>
      }
      fill="flush"
      foot={<PrescribingFoot stores={stores} onRemove={setRemoving} onBasket={toBasket} />}
    >
      {mode === 'list' ? (
        detailRow === null ? (
          table('full')
        ) : (
          <div className={css.listAndDetail}>
            {table('narrow')}
            <PrescriptionDetail
              row={detailRow}
              changes={
                <>
                  {favourites.again(detailRow)}
                  {change.actions(detailRow)}
                </>
              }
              onClose={() => flow.getState().showDetail(null)}
            />
          </div>
        )
      ) : (
        <div className={cx(css.work, mode === 'form' ? css.withFindings : css.searching)} ref={work}>
          <div className={css.side} data-pane="">
            {table('compact')}
          </div>
          {mode === 'search' ? (
            <MedicineStep
              search={search}
              favourites={replacing === null ? favourites.picks : null}
              inputRef={searchInput}
              onBegin={begin}
            />
          ) : current === null ? (
            <EmptyState title={t('unnamed')} />
          ) : (
            <DraftWork stores={stores} item={current} open={open} today={today} />
          )}
        </div>
      )}
      <SigningDialog
        batch={batch}
        words={{
          title: batch?.isCancellation === true ? c('cancellation') : t('signTitle'),
          queued: t('signQueued'),
          accepted: t('signAccepted'),
        }}
        lang={open.patient.language}
        sign={sign}
        onSigned={signed}
        onClose={endSigning}
        onQueue={() => {
          endSigning();
          onGo('queue');
        }}
        after={result => <NewSheets patientId={patientId} batch={batch} signed={result.signed} />}
      />
      {change.prescriber !== null && (
        <CancellationDialog
          row={change.cancelling}
          prescriber={change.prescriber}
          onReview={change.review}
          onClose={change.leave}
        />
      )}
      {summary.dialog}
      {favourites.dialog}
      <RemoveDraftDialog
        name={removing === null ? null : nameOfItem(removing)}
        onClose={() => setRemoving(null)}
        onRemove={() => {
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
      />
    </Screen>
  );
}
