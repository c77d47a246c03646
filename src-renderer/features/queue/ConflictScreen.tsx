import { useEffect, useMemo, useState } from 'react';
import { RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import { type Choice, type Conflict, type ConflictValue } from '../../../shared/domain/attention.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { type Formats, useFormats } from '../../i18n/formats.ts';
import { type Translate, useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  Gap,
  Panel,
  RadioGroup,
  Screen,
  screenKeys,
  Skeleton,
  Stack,
  Tag,
  TextArea,
  useAnnouncer,
  useKeys,
} from '../../ui/index.ts';
import { type ConflictView, createConflictStore, type NewForm } from './conflict.store.ts';
import { conflictTexts } from './conflict.texts.ts';
import { queueTexts } from './queue.texts.ts';
import { useLanding } from './use-landing.ts';
import css from './queue.module.css';

const bind = screenKeys('conflict');

type Say = Translate<keyof (typeof conflictTexts)['byLanguage']['fi']>;

function valueWords(value: ConflictValue, t: Say, formats: Formats): string {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'quantity':
      return formats.quantity(value);
    case 'packages':
      return `${formats.count(value.count)} × ${value.size}`;
    case 'days':
      return t('days', { count: value.count });
    case 'count':
      return formats.count(value.count);
    case 'at':
      return formats.dateTime(value.at);
    case 'on':
      return formats.date(value.on);
    case 'state':
      return t(value.state);
    case 'flag':
      return t(value.yes ? 'yes' : 'no');
    case 'nothing':
      return t('nothing');
  }
}

const EFFECTS = {
  makeAgain: 'makeAgainMore',
  sendAgain: 'sendAgainMore',
  giveUp: 'giveUpMore',
  keep: 'keepMore',
} as const satisfies Record<Choice, string>;

type ConflictScreenProps = Readonly<{ itemId: string; onBack: () => void; onNewForm: (form: NewForm) => void }>;

/** What the service has now beside what was signed here and what both began from. A person decides; nothing is chosen for them. */
export function ConflictScreen({ itemId, onBack, onNewForm }: ConflictScreenProps) {
  const t = useTexts(conflictTexts);
  const q = useTexts(queueTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const client = useClient();
  const { announce } = useAnnouncer();
  const [store] = useState(() => createConflictStore(client, itemId));
  const { phase, choice, reason, isDeciding, load, choose, write, decide } = useStore(store);
  useEffect(() => void load(), [load]);
  const landsAt = phase.at === 'shown' ? phase.conflict.attention.landsAt : null;
  useLanding(landsAt, load);

  const missing = choice === null ? t('choiceMissing') : reason.trim() === '' ? t('reasonMissing') : undefined;
  const record = useMemo(
    () => () => {
      const now = store.getState();
      if (now.choice === null || now.reason.trim() === '') return;
      void decide().then(decided => {
        if (decided.failure !== null) {
          announce(words(decided.failure).told, 'assertive');
          return void load();
        }
        announce(t('decided'));
        if (decided.form === null) onBack();
        else onNewForm(decided.form);
      });
    },
    [store, decide, announce, words, load, t, onBack, onNewForm],
  );
  const keys = useMemo(
    () => [
      bind('decide', 'Ctrl+Enter', t('decide'), record),
      bind('again', 'F5', t('retry'), () => void load()),
      bind('back', 'Esc', t('back'), onBack),
    ],
    [t, record, load, onBack],
  );
  useKeys(keys);

  const row = phase.at === 'shown' ? phase.conflict.attention.row : null;
  return (
    <Screen
      title={t('title')}
      meta={row === null ? '' : `${row.patientName} · ${q(row.act)} ${row.summary}`}
      tools={
        <Button icon={RefreshCw} keys="F5" onPress={() => void load()}>
          {t('retry')}
        </Button>
      }
      banner={<ConflictBanner phase={phase} t={t} />}
      foot={
        <>
          <Button onPress={onBack} keys="Esc">
            {t('back')}
          </Button>
          <Gap />
          <Button
            variant={choice === 'giveUp' ? 'danger' : 'primary'}
            keys="Ctrl+Enter"
            isPending={isDeciding}
            disabledBecause={missing}
            onPress={record}
          >
            {choice === null ? t('decide') : t(choice)}
          </Button>
        </>
      }
    >
      {phase.at === 'loading' ? <Skeleton label={t('loading')} lines={8} /> : null}
      {phase.at === 'shown' ? (
        <Stack>
          <Sides conflict={phase.conflict} t={t} />
          {landsAt === null ? null : (
            <Banner kind="note">
              {t(phase.conflict.attention.row.givenUp ? 'givenUp' : 'travels', { time: formats.time(landsAt) })}
            </Banner>
          )}
          <Panel title={t('choose')}>
            <div className={css.decision}>
              <RadioGroup
                label={t('choose')}
                hideLabel
                autoFocus
                items={phase.conflict.offers.map(offer => ({
                  id: offer.choice,
                  label: t(offer.choice),
                  detail: t(EFFECTS[offer.choice], { name: phase.conflict.attention.row.authorName }),
                  ...(offer.refusedBy === null ? {} : { disabledBecause: words({ code: offer.refusedBy }).says }),
                }))}
                value={choice}
                onChange={choose}
              />
              <TextArea
                label={t('reason')}
                help={t('reasonHelp')}
                value={reason}
                onChange={write}
                maxLength={500}
                rows={4}
                isRequired
                width="full"
              />
            </div>
          </Panel>
        </Stack>
      ) : null}
    </Screen>
  );
}

/** Why the act was refused, and what of the comparison is missing. */
function ConflictBanner({ phase, t }: Readonly<{ phase: ConflictView['phase']; t: Say }>) {
  const words = useFailureWords();
  if (phase.at === 'failed') return <FailureBanner failure={phase.failure} />;
  if (phase.at !== 'shown') return null;
  const { theirs, attention } = phase.conflict;
  const { lastAnswer } = attention.row;
  if (theirs.fault !== null)
    return <Banner kind="partial">{t('theirsFault', { says: words({ code: theirs.fault }).says })}</Banner>;
  if (!theirs.found) return <Banner kind="error">{t('theirsGone')}</Banner>;
  if (lastAnswer === null) return null;
  const names = attention.waiting.map(({ patientName, summary }) => `${patientName} ${summary}`.trim());
  const waits =
    names.length === 0 ? '' : ` ${t('waits', { count: names.length, names: names.slice(0, 3).join(', ') })}`;
  return <Banner kind="error">{`${words({ code: lastAnswer.code }).says} (${lastAnswer.code})${waits}`}</Banner>;
}

/** The three sides on the same lines; only what differs. */
function Sides({ conflict, t }: Readonly<{ conflict: Conflict; t: Say }>) {
  const formats = useFormats();
  const { attention, baseAt, theirs, fields } = conflict;
  const cell = (value: ConflictValue | null) => (value === null ? '–' : valueWords(value, t, formats));
  if (fields.length === 0) return <Banner kind="note">{t('same')}</Banner>;
  return (
    <Panel title={t('onlyDiffering')} fill="flush">
      <table className={css.sides}>
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            <th scope="col">
              {t('base')}
              <span>{baseAt === null ? t('baseNone') : formats.dateTime(baseAt)}</span>
            </th>
            <th scope="col">
              {t('ours')}
              <span>{`${attention.row.authorName} ${formats.dateTime(attention.row.signedAt)}`}</span>
            </th>
            <th scope="col">
              {t('theirs')}
              <span>{theirs.at === null ? t('theirsNone') : formats.dateTime(theirs.at)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map(field => (
            <tr key={field.field} className={field.changedElsewhere ? css.changed : undefined}>
              <th scope="row">{t(field.field)}</th>
              <td>{cell(field.base)}</td>
              <td>{cell(field.ours)}</td>
              <td>
                <span className={css.theirs}>
                  {cell(field.theirs)}
                  {field.changedElsewhere ? (
                    <Tag tone="warn" look="plain">
                      {t('changedElsewhere')}
                    </Tag>
                  ) : null}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
