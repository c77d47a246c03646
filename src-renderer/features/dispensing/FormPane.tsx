import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { ArrowLeft, LockKeyhole, Repeat, Undo2, Unlock } from 'lucide-react';
import { useStore } from 'zustand';
import { type PackageChoice } from '../../../shared/domain/dispensing/package-choices.ts';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { type Patient, type Professional } from '../../../shared/domain/people/person.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { nameAndStrength, strengthAndForm } from '../../i18n/product-words.ts';
import { isOfTwoWindows, TwoWindowsBanner } from '../../i18n/TwoWindowsBanner.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  Dialog,
  Gap,
  Panel,
  Quiet,
  Screen,
  screenKeys,
  Tag,
  useAnnouncer,
  useKeys,
} from '../../ui/index.ts';
import { actTexts } from './acts.texts.ts';
import { type BasketStore, type Item } from './basket.store.ts';
import { ChoiceTable } from './ChoiceTable.tsx';
import { Comparison } from './Comparison.tsx';
import { FindingsRail } from './FindingsRail.tsx';
import { formTexts } from './form.texts.ts';
import { FormFields } from './FormFields.tsx';
import { LabelPreview } from './LabelPreview.tsx';
import { WrittenFields } from './WrittenFields.tsx';
import { listTexts } from './list.texts.ts';
import { placeOf, useStopFocus } from './use-stop-focus.ts';
import css from './dispensing.module.css';

const bind = screenKeys('dispensing.form', 'dispensing');

type FormPaneProps = Readonly<{
  store: BasketStore;
  item: Item;
  patient: Patient;
  dispenser: Professional | null;
  now: Instant;
  readyCount: number;
  /** What the customer pays for this one. */
  sale: ReactNode;
  scanLine: ReactNode;
  notice: ReactNode;
  /** After this one: the next marked one, or back to the list. */
  onAccepted: (item: Item) => void;
  onLeave: () => void;
  onGivenBack: (item: Item) => void;
  onFetch: () => void;
  onSign: () => void;
  /** The dose of the prescription is written out: the pharmacy's own technical correction. */
  onSpellOut: (row: PrescriptionRow) => void;
  afterPause: (event: globalThis.KeyboardEvent, act: () => void) => void;
}>;

/** One dispensing: what was prescribed, what is given, and everything that stands between the two. */
export function FormPane(props: FormPaneProps) {
  const { store, item, patient, dispenser, now, readyCount, scanLine, notice, onAccepted, onLeave } = props;
  const { onGivenBack, onFetch, onSign, onSpellOut, afterPause, sale } = props;
  const t = useTexts(formTexts);
  const l = useTexts(listTexts);
  const a = useTexts(actTexts);
  const words = useFailureWords();
  const language = useLanguage();
  const formats = useFormats();
  const { announce } = useAnnouncer();
  const { change, dropPack, confirm, takeBack, accept, giveBack, settle } = useStore(store);
  const [isGivingBack, setGivingBack] = useState(false);
  const { setId } = item;
  const { root, acceptButton, focusPlace, focusFirst, followRules } = useStopFocus(item);

  const choose = useCallback(
    ({ package: { vnr } }: PackageChoice): void => {
      followRules();
      change(setId, { vnr });
    },
    [change, setId, followRules],
  );
  const onConfirm = useCallback(
    (rule: string, reason: string): void => {
      followRules();
      confirm(setId, rule, reason);
    },
    [confirm, setId, followRules],
  );
  /** What follows the look that is under way: a second press does not look twice, and the newest wish is the one that counts. */
  const follow = useRef<((item: Item) => void) | null>(null);
  const take = useCallback(
    async (then: (item: Item) => void): Promise<void> => {
      const isTaking = follow.current !== null;
      follow.current = then;
      if (isTaking) return;
      let wished = then;
      const stops = await accept(setId).finally(() => {
        wished = follow.current ?? then;
        follow.current = null;
      });
      if ('code' in stops) return announce(words(stops).told, 'assertive');
      if (stops.length > 0) {
        announce(t('acceptStopped', { count: stops.length }), 'assertive');
        return focusFirst(stops);
      }
      announce(t('accepted', { name: nameAndStrength(item.row.prescription.product, language) }));
      wished(item);
    },
    [accept, setId, announce, words, t, focusFirst, item, language],
  );
  const onEnter = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (event.key !== 'Enter' || event.ctrlKey || event.defaultPrevented) return;
    if (target.closest('textarea, button, [data-key-list], [data-field^="rule-"]') !== null) return;
    event.preventDefault();
    void take(onAccepted);
  };

  const keys = useMemo(() => {
    return [
      bind('leave', 'Esc', t('backToList'), onLeave),
      bind('swap', 'F4', t('swap'), () => focusPlace('choices')),
      bind('spellOut', 'Ctrl+.', a('spellOut'), () => onSpellOut(item.row)),
      bind('accept', 'Ctrl+Enter', t('accept'), () => void take(onAccepted)),
      bind('sign', 'F12', l('sign', { count: readyCount }), () => (item.isAccepted ? onSign() : void take(onSign))),
    ];
  }, [t, l, a, onLeave, focusPlace, take, onAccepted, onSign, onSpellOut, item.row, item.isAccepted, readyCount]);
  useKeys(keys);

  const { row, form, held, source, save, refused } = item;
  const name = nameAndStrength(row.prescription.product, language);
  const hold = held
    ? t('held')
    : source.from !== 'service'
      ? t('notHeldDown')
      : row.acceptance !== 'accepted'
        ? t('notHeldQueued')
        : t('notHeld');
  return (
    <Screen
      title={name}
      meta={[
        strengthAndForm({ strength: '', form: row.prescription.product.form }, language),
        save.at === 'saved'
          ? t('saved', { time: formats.time(save.when) })
          : save.at === 'waiting'
            ? t('saving')
            : `${t('saveFailed')}: ${words(save.failure).says}`,
      ].join(' · ')}
      tools={
        <>
          {scanLine}
          {form.written === null && (
            <Button keys="F4" icon={Repeat} onPress={() => focusPlace('choices')}>
              {t('swap')}
            </Button>
          )}
        </>
      }
      banner={
        <>
          {refused !== null && (
            <Banner
              kind="error"
              action={
                <Button variant="quiet" keys="F5" onPress={onFetch}>
                  {t('refusedAgain')}
                </Button>
              }
            >
              {`${t('refusedTitle')} ${words(refused).says} ${t('refusedSafe')} ${words(refused).todo} (${refused.code})`}
            </Banner>
          )}
          {save.at === 'failed' && isOfTwoWindows(save.failure) && (
            <TwoWindowsBanner onSettle={stays => void settle(setId, stays)} />
          )}
          {notice}
        </>
      }
      fill="flush"
      foot={
        <>
          <Tag look="plain" tone={held ? 'info' : 'warn'} icon={held ? LockKeyhole : Unlock}>
            {hold}
          </Tag>
          <Gap />
          <Button variant="quiet" icon={Undo2} onPress={() => setGivingBack(true)}>
            {t('giveBack')}
          </Button>
          <Button icon={ArrowLeft} keys="Esc" onPress={onLeave}>
            {t('backToList')}
          </Button>
          <Button keys="F12" onPress={() => (item.isAccepted ? onSign() : void take(onSign))}>
            {l('sign', { count: item.isAccepted ? readyCount : readyCount + 1 })}
          </Button>
          <Button variant="primary" keys="Enter" buttonRef={acceptButton} onPress={() => void take(onAccepted)}>
            {t('accept')}
          </Button>
        </>
      }
    >
      <div className={css.form} ref={root} onKeyDown={onEnter}>
        <div className={css.main} data-pane="">
          <Comparison item={item} />
          <div className={css.choicesPanel} data-field="choices">
            {form.written === null ? (
              <Panel
                title={t('packages')}
                meta={item.choices.length > 1 ? `F4, ${t('choicesMeta')}` : undefined}
                fill="flush"
              >
                <ChoiceTable
                  choices={item.choices}
                  vnr={form.vnr}
                  readVnr={item.readVnr}
                  lastProduct={item.clock === null || item.clock === 'unknown' ? null : item.clock.lastProduct}
                  onChoose={choose}
                  afterPause={afterPause}
                />
              </Panel>
            ) : (
              <Panel title={t('written')} meta={t('writtenMeta')}>
                <WrittenFields item={item} written={form.written} onChange={written => change(setId, { written })} />
              </Panel>
            )}
          </div>
          <div className={css.lower}>
            <FormFields item={item} onChange={part => change(setId, part)} onDropPack={pack => dropPack(setId, pack)} />
            <LabelPreview item={item} patient={patient} dispenser={dispenser} at={now} />
          </div>
        </div>
        <FindingsRail
          item={item}
          sale={sale}
          onConfirm={onConfirm}
          onTakeBack={rule => takeBack(setId, rule)}
          onGo={finding => focusPlace(placeOf(finding))}
        />
      </div>
      <Dialog
        isOpen={isGivingBack}
        onClose={() => setGivingBack(false)}
        title={t('giveBackTitle')}
        size="small"
        actions={
          <>
            <Button keys="Esc" onPress={() => setGivingBack(false)}>
              {t('back')}
            </Button>
            <Button
              variant="danger"
              autoFocus
              onPress={() => {
                setGivingBack(false);
                void giveBack(setId).then(failure => {
                  if (failure !== null) return announce(words(failure).told, 'assertive');
                  announce(t('givenBack', { name }));
                  return onGivenBack(item);
                });
              }}
            >
              {t('giveBack')}
            </Button>
          </>
        }
      >
        <Quiet>{t('giveBackMore')}</Quiet>
      </Dialog>
    </Screen>
  );
}
