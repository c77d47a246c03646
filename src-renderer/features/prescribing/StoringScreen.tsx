import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { type SignResult } from '../../../shared/contract/signing.contract.ts';
import { fullName } from '../../../shared/domain/people/person.ts';
import { EMPTY_STORAGE } from '../../../shared/domain/prescribing/prescription-form.ts';
import { type PrescribedProduct } from '../../../shared/domain/prescribing/prescription.ts';
import { writtenProduct } from '../../../shared/domain/prescribing/written-product.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { Button, cx, type KeyBinding, Screen, useKeys } from '../../ui/index.ts';
import { type OpenPatient } from '../patients/index.ts';
import { SigningDialog } from '../signing/index.ts';
import { FindingsRail } from './FindingsRail.tsx';
import { formTexts } from './form.texts.ts';
import { MedicineSearch } from './MedicineSearch.tsx';
import { PrescriptionEditor } from './PrescriptionEditor.tsx';
import { prescribingTexts } from './prescribing.texts.ts';
import { storingTexts } from './storing.texts.ts';
import { usePrescribingStores } from './use-prescribing-stores.ts';
import css from './prescribing.module.css';

type StoringScreenProps = Readonly<{
  open: OpenPatient;
  today: LocalDate;
  onGo: (area: 'dispensing' | 'queue') => void;
}>;

const FOCUSABLE = 'input:not(:disabled), textarea, button, [role="spinbutton"], [tabindex="0"]';

/** A paper or telephone prescription that the pharmacy stores: medicine, form with what the paper says, signature. */
export function StoringScreen({ open, today, onGo }: StoringScreenProps) {
  const t = useTexts(storingTexts);
  const p = useTexts(prescribingTexts);
  const f = useTexts(formTexts);
  const client = useClient();
  const calls = useMemo(() => ({ ...client, prescribing: { ...client.prescribing, ...client.storing } }), [client]);
  const { drafts, search, flow } = usePrescribingStores(open, calls);
  const { items, currentKey, failure: draftFailure } = useStore(drafts);
  const { mode, showsAll, openRule, jump, batch, failure } = useStore(flow);
  const [recorder, setRecorder] = useState('');
  const searchInput = useRef<HTMLInputElement>(null);
  const work = useRef<HTMLDivElement>(null);
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
  useEffect(() => {
    if (jump === null) return;
    work.current
      ?.querySelector(`[data-field="${CSS.escape(jump.field)}"]`)
      ?.querySelector<HTMLElement>(FOCUSABLE)
      ?.focus();
  }, [jump]);
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

  const keys = useMemo<readonly KeyBinding[]>(() => {
    const bind = (id: string, chord: string, label: string, run: () => void): KeyBinding => ({
      id: `storing.${id}`,
      keys: chord,
      scope: 'screen',
      where: 'storing',
      label,
      run,
    });
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
      banner={shownFailure === null ? undefined : <FailureBanner failure={shownFailure} />}
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
          <section className={css.middle} aria-label={p('search')} data-pane="">
            <MedicineSearch
              store={search}
              favourites={null}
              inputRef={searchInput}
              onPick={row =>
                void search
                  .getState()
                  .productOf(row)
                  .then(product => {
                    if (product !== null) begin(product);
                  })
              }
              onWrite={kind => begin(writtenProduct(kind, search.getState().release?.id ?? ''))}
            />
          </section>
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
                onConfirm={(rule, reason) => {
                  drafts.getState().confirm(current.key, rule, reason);
                  flow.getState().showRule(null);
                }}
                onField={field => flow.getState().reachField(field)}
              />
            </aside>
          </>
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
