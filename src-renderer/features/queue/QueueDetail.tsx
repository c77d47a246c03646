import { FileCheck, GitCompareArrows, MessageSquare, PenLine } from 'lucide-react';
import { type AttentionRow, type Fixer } from '../../../shared/domain/attention.ts';
import { type QueueRow } from '../../../shared/domain/queue.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, Button, Code, type Definition, DefinitionList, Quiet, Row, Section, StepRow } from '../../ui/index.ts';
import { stepsOf } from '../signing/index.ts';
import { attentionTexts } from './attention.texts.ts';
import { queueTexts } from './queue.texts.ts';
import css from './queue.module.css';

const HOW_TO_MEND = {
  author: 'doAuthor',
  cardHolder: 'doCardHolder',
  workplace: 'doWorkplace',
  support: 'doSupport',
  service: 'doService',
} as const satisfies Record<Fixer, string>;
const WHO_MENDS = {
  cardHolder: 'whoCardHolder',
  workplace: 'whoWorkplace',
  support: 'whoSupport',
  service: 'whoService',
} as const satisfies Record<Exclude<Fixer, 'author'>, string>;
/** Names that stand in the panel; the rest is counted. */
const SHOWN_WAITING = 8;

type QueueDetailProps = Readonly<{
  row: QueueRow;
  attention: AttentionRow | null;
  onProve: () => void;
  onDecide: () => void;
  onCompare: () => void;
  onNote: () => void;
  onSignAgain: () => void;
}>;

/** One item in words: what happened, who can mend it and how, what waits for it, and the acts for that. */
export function QueueDetail({ row, attention, onProve, onDecide, onCompare, onNote, onSignAgain }: QueueDetailProps) {
  const t = useTexts(queueTexts);
  const a = useTexts(attentionTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const { receipt, lastAnswer } = row;
  const isParked = row.state === 'held' || row.state === 'rejected';
  const compares = attention?.comparable === true;
  const signs = attention?.signAgain === true && attention.mine;
  const leads = compares || signs;
  const facts: Definition[] = [
    { label: t('act'), value: [t(row.act), row.summary].filter(part => part !== '').join(': ') },
    ...(attention !== null && !row.givenUp
      ? [
          {
            label: a('whoFixes'),
            value: attention.fixer === 'author' ? row.authorName : a(WHO_MENDS[attention.fixer]),
          },
          {
            id: 'todo',
            label: t('fix'),
            value: a(attention.signAgain ? 'doSign' : HOW_TO_MEND[attention.fixer], {
              name: row.authorName,
              code: lastAnswer?.code ?? '',
            }),
          },
        ]
      : []),
    {
      label: t('lastAnswer'),
      value:
        lastAnswer === null
          ? t('noAnswer')
          : isParked
            ? `${lastAnswer.code}, ${formats.moment(lastAnswer.at)}`
            : `${words({ code: lastAnswer.code }).says} (${lastAnswer.code}, ${formats.moment(lastAnswer.at)})`,
    },
    { label: t('attempts'), value: formats.count(row.attempts) },
    ...(row.nextAttemptAt === null ? [] : [{ label: t('next'), value: formats.dateTime(row.nextAttemptAt) }]),
    ...(attention === null
      ? [{ label: t('waiting'), value: row.waitingBehind === 0 ? t('none') : formats.count(row.waitingBehind) }]
      : []),
    { label: t('oid'), value: <Code>{row.documentOid}</Code> },
    ...(receipt === null
      ? [{ label: t('receipt'), value: t(row.state === 'cancelled' ? 'receiptCancelled' : 'receiptNone') }]
      : [
          { label: t('receipt'), value: <Code>{receipt.reference}</Code> },
          { label: t('at'), value: formats.dateTime(receipt.at) },
          {
            id: 'verified',
            label: t('state'),
            value: [receipt.verified ? t('verified') : t('notVerified'), receipt.replayed ? t('replayed') : '']
              .filter(part => part !== '')
              .join('. '),
          },
        ]),
  ];
  return (
    <>
      <StepRow
        label={t('steps')}
        steps={stepsOf(row, {
          signed: t('signed'),
          queued: t('queued'),
          sent: t('sent'),
          accepted: t('accepted'),
          sending: t('sending'),
          unknown: t('unknown'),
          rejected: t(row.givenUp ? 'givenUp' : 'rejected'),
          held: t(row.givenUp ? 'givenUp' : 'held'),
          cancelled: t('cancelled'),
        })}
      />
      {row.givenUp ? (
        <Banner kind="note">
          {t('givenUpMore', { time: formats.time(attention?.landsAt ?? row.lastAnswer?.at ?? row.signedAt) })}
        </Banner>
      ) : isParked && lastAnswer !== null ? (
        <FailureBanner failure={{ code: lastAnswer.code }} />
      ) : null}
      {signs && attention.landsAt !== null ? (
        <Banner kind="note">{a('signAgainAt', { time: formats.time(attention.landsAt) })}</Banner>
      ) : null}
      <DefinitionList items={facts} />
      {attention === null ? null : <Waiting attention={attention} />}
      {attention === null || attention.notes.length === 0 ? null : (
        <Section title={a('notes')}>
          <ul className={css.plainList}>
            {attention.notes.map(({ at, authorName, text }) => (
              <li key={`${at} ${authorName}`}>
                {text} <Quiet>{`${authorName}, ${formats.moment(at)}`}</Quiet>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Row>
        {signs ? (
          <Button
            variant="primary"
            icon={PenLine}
            onPress={onSignAgain}
            keys="Enter"
            disabledBecause={
              attention.landsAt === null ? undefined : a('signAgainAt', { time: formats.time(attention.landsAt) })
            }
          >
            {a('signAgain')}
          </Button>
        ) : null}
        {compares ? (
          <Button variant="primary" icon={GitCompareArrows} onPress={onCompare} keys="Enter">
            {a('compare')}
          </Button>
        ) : null}
        {isParked ? (
          <Button
            variant={leads || row.givenUp ? 'secondary' : 'primary'}
            onPress={onDecide}
            {...(leads ? {} : { keys: 'Enter' })}
          >
            {t('decide')}
          </Button>
        ) : null}
        {isParked ? (
          <Button icon={MessageSquare} onPress={onNote}>
            {a('note')}
          </Button>
        ) : null}
        <Button icon={FileCheck} onPress={onProve}>
          {t('prove')}
        </Button>
      </Row>
    </>
  );
}

/** By name what cannot go before this item. */
function Waiting({ attention }: Readonly<{ attention: AttentionRow }>) {
  const t = useTexts(queueTexts);
  const a = useTexts(attentionTexts);
  const { waiting } = attention;
  const more = waiting.length - SHOWN_WAITING;
  return (
    <Section title={a('waits')}>
      {waiting.length === 0 ? (
        <Quiet>{a('waitsNothing')}</Quiet>
      ) : (
        <ul className={css.plainList}>
          {waiting.slice(0, SHOWN_WAITING).map(({ id, act, patientName, summary, authorName, why }) => (
            <li key={id}>
              {[patientName, [t(act), summary].filter(part => part !== '').join(' ')].join(' · ')}{' '}
              <Quiet>{`${authorName}, ${a(why)}`}</Quiet>
            </li>
          ))}
          {more > 0 ? <li>{a('andMore', { count: more })}</li> : null}
        </ul>
      )}
    </Section>
  );
}
