import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { type SignResult } from '../../../shared/contract/signing.contract.ts';
import { fullName } from '../../../shared/domain/people/person.ts';
import { EMPTY_STORAGE } from '../../../shared/domain/prescribing/prescription-form.ts';
import { type PrescribedProduct } from '../../../shared/domain/prescribing/prescription.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { isOfTwoWindows } from '../../i18n/TwoWindowsBanner.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { Button, cx, Screen, screenKeys, useKeys } from '../../ui/index.ts';
import { type OpenPatient } from '../patients/index.ts';
import { SigningDialog } from '../signing/index.ts';
import { DraftWork } from './DraftWork.tsx';
import { formTexts } from './form.texts.ts';
import { MedicineStep } from './MedicineStep.tsx';
import { prescribingTexts } from './prescribing.texts.ts';
import { storingTexts } from './storing.texts.ts';
import { DraftsConflict } from './DraftsConflict.tsx';
import { useFieldJump } from './use-field-jump.ts';
import { usePrescribingStores } from './use-prescribing-stores.ts';
import css from './prescribing.module.css';

const bind = screenKeys('storing');

type StoringScreenProps = Readonly<{
  open: OpenPatient;
  today: LocalDate;
  onGo: (area: 'dispensing' | 'queue') => void;
}>;

/** A paper or telephone prescription that the pharmacy stores: medicine, form with what the paper says, signature. */
export function StoringScreen({ open, today, onGo }: StoringScreenProps) {
  const t = useTexts(storingTexts);
  const p = useTexts(prescribingTexts);
  const f = useTexts(formTexts);
  const client = useClient();
  const calls = useMemo(() => ({ ...client, prescribing: { ...client.prescribing, ...client.storing } }), [client]);
  const stores = usePrescribingStores(open, calls);
  const { drafts, search, flow } = stores;
  const { items, currentKey, failure: draftFailure } = useStore(drafts);
  const { mode, batch, failure } = useStore(flow);
  const [recorder, setRecorder] = useState('');
  const searchInput = useRef<HTMLInputElement>(null);
  const work = useFieldJump(flow);
  const current = items.find(item => item.key === currentKey) ?? null;

  useEffect(() => {
    void client.session.state({}).then(reply => {
      if (reply.ok && reply.value.professional !== null) setRecorder(fullName(reply.value.professional));
    });
    flow.getState().toSearch(null);
    void drafts
      .getState()
      .restore()
      .then(() => {
        const [begun] = drafts.getState().items;
        if (begun !== undefined && drafts.getState().currentKey === null) flow.getState().toForm(begun.key);
      });
    return () => void drafts.getState().flush();
  }, [client, drafts, flow]);
  const isSearch = mode !== 'form';
  useEffect(() => {
    if (isSearch) searchInput.current?.focus();
  }, [isSearch]);

  const begin = useCallback(
    (product: PrescribedProduct): void => {
      const replacing = flow.getState().replacing ?? undefined;
      void drafts.getState().begin(product, replacing);
      const { currentKey: key } = drafts.getState();
      if (key !== null && replacing === undefined) drafts.getState().edit(key, { storage: EMPTY_STORAGE });
      flow.getState().toForm(null);
    },
    [flow, drafts],
  );
  const back = useCallback((): void => {
    const { openRule: rule, mode: now, replacing } = flow.getState();
    // What was begun stays a draft; from the search the way leads back to the counter.
    if (rule !== null || (now === 'search' && replacing !== null)) flow.getState().back();
    else onGo('dispensing');
  }, [flow, onGo]);
  const remove = useCallback((): void => {
    const { currentKey: key } = drafts.getState();
    if (key !== null)
      void drafts
        .getState()
        .discard(key)
        .then(isGone => {
          if (isGone) flow.getState().toSearch(null);
        });
  }, [drafts, flow]);
  const sign = useCallback((): void => void flow.getState().sign(), [flow]);
  const signed = useCallback(
    (result: SignResult): void => drafts.getState().forget(result.signed.map(({ draftId }) => draftId)),
    [drafts],
  );
  const endSigning = useCallback((): void => {
    flow.getState().endSigning();
    if (drafts.getState().currentKey === null) onGo('dispensing');
  }, [flow, drafts, onGo]);

  const keys = useMemo(() => {
    return [
      bind('search', 'F3', p('search'), () => {
        if (flow.getState().mode === 'form') flow.getState().toSearch(drafts.getState().currentKey);
        else searchInput.current?.focus();
      }),
      bind('sign', 'F12', t('sign'), sign),
      bind('reason', 'Ctrl+.', f('nextFinding'), () => void flow.getState().settle()),
      bind('remove', 'F8', p('remove'), remove),
      bind('back', 'Esc', t('back'), back),
    ];
  }, [p, t, f, flow, drafts, sign, remove, back]);
  useKeys(keys);

  const shownFailure = failure ?? draftFailure;
  return (
    <Screen
      title={t('title')}
      meta={recorder === '' ? undefined : t('recorder', { name: recorder })}
      tools={
        <Button variant="quiet" keys="Esc" onPress={back}>
          {t('back')}
        </Button>
      }
      banner={
        <>
          <DraftsConflict drafts={drafts} />
          <FailureBanner failure={shownFailure !== null && isOfTwoWindows(shownFailure) ? null : shownFailure} />
        </>
      }
      fill="flush"
      foot={
        current !== null && mode === 'form' ? (
          <>
            <Button keys="F8" onPress={remove}>
              {p('remove')}
            </Button>
            <Button variant="primary" keys="F12" onPress={sign}>
              {t('sign')}
            </Button>
          </>
        ) : undefined
      }
    >
      <div className={cx(css.storing, mode === 'form' && css.storingForm)} ref={work}>
        {current === null || mode !== 'form' ? (
          <MedicineStep search={search} favourites={null} inputRef={searchInput} onBegin={begin} />
        ) : (
          <DraftWork stores={stores} item={current} open={open} today={today} />
        )}
      </div>
      <SigningDialog
        batch={batch}
        words={{ title: t('sign'), queued: t('queued'), accepted: t('accepted') }}
        lang={open.patient.language}
        sign={(chosen, pin2) => client.storing.sign({ items: [...chosen], pin2 })}
        onSigned={signed}
        onClose={endSigning}
        onQueue={() => {
          flow.getState().endSigning();
          onGo('queue');
        }}
      />
    </Screen>
  );
}
