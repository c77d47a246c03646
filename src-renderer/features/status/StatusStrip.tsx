import { CreditCard, TriangleAlert } from 'lucide-react';
import { useStore } from 'zustand';
import { type SessionState } from '../../../shared/contract/session.contract.ts';
import { type QueueCounts } from '../../../shared/domain/queue.ts';
import { instantMs } from '../../../shared/kernel/time.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Menu, StatusBar, StatusItem, type Tone, useAnnouncer } from '../../ui/index.ts';
import { lineTone, lineWords, shownLines } from './line-words.ts';
import { type Fault, FAULTS, type StatusStore } from './status.store.ts';
import { statusTexts } from './status.texts.ts';
import css from './status.module.css';

const FAULT_KEYS = {
  none: 'faultNone',
  lineDown: 'faultLineDown',
  slow: 'faultSlow',
  errors: 'faultErrors',
  loseAnswers: 'faultLoseAnswers',
} as const;

/** Unsent items turn amber after 24 hours and red after 72 (reliability rule Q14). */
const AMBER_MS = 24 * 3_600_000;
const RED_MS = 72 * 3_600_000;

function queueTone(counts: QueueCounts, nowMs: number): Tone {
  const age = counts.oldestUnsentAt === null ? 0 : nowMs - instantMs(counts.oldestUnsentAt);
  if (age > RED_MS) return 'stop';
  if (counts.needsPerson > 0 || age > AMBER_MS) return 'warn';
  return counts.unsent > 0 ? 'info' : 'neutral';
}

type StatusStripProps = Readonly<{
  store: StatusStore;
  session: SessionState;
  nowMs: number;
  /** Opens the page that has every line by itself. */
  onLines: () => void;
  onQueue: () => void;
  onCard: () => void;
}>;

/** The lowest line of the window: the lines to the services, the queue, the card, the database. */
export function StatusStrip({ store, session, nowMs, onLines, onQueue, onCard }: StatusStripProps) {
  const t = useTexts(statusTexts);
  const formats = useFormats();
  const { announce, toast } = useAnnouncer();
  const { lines, counts, about, fault, setFault } = useStore(store);

  const queueWords = (): string => {
    if (counts !== null && counts.unsent === 0 && counts.givenUp > 0)
      return t('queueGivenUp', { count: counts.givenUp });
    if (counts === null || counts.unsent === 0) return t('queueEmpty');
    const waiting = t('queueWaiting', {
      count: counts.unsent,
      age: counts.oldestUnsentAt === null ? '' : formats.age(counts.oldestUnsentAt, nowMs),
    });
    return counts.needsPerson === 0 ? waiting : `${waiting}, ${t('queuePerson', { count: counts.needsPerson })}`;
  };
  const pickFault = (picked: Fault): void => {
    void setFault(picked).then(set => {
      if (set) announce(t('faultSet', { fault: t(FAULT_KEYS[picked]) }));
      else toast({ text: t('faultNotSet'), tone: 'warn' });
    });
  };
  const isWorkedWith = ({ service }: (typeof lines)[number]): boolean =>
    service !== 'sosiaali' || session.capabilities.includes('socialWork');
  const medicines = about?.medicines;
  return (
    <StatusBar
      end={
        <>
          {about?.profile === 'practice' ? (
            <span className={css.fault} data-set={fault !== 'none'}>
              <Menu<Fault>
                label={t('practiceFault')}
                trigger={
                  <Button variant="quiet" icon={TriangleAlert}>
                    {fault === 'none' ? t('practiceFault') : t(FAULT_KEYS[fault])}
                  </Button>
                }
                items={FAULTS.map(id => ({ id, label: t(FAULT_KEYS[id]) }))}
                onPick={pickFault}
              />
            </span>
          ) : null}
          {about === null || about.environment === null ? null : (
            <StatusItem label={t('environment')} value={about.environment} />
          )}
          {medicines === undefined ? null : (
            <StatusItem
              label={t('medicines')}
              value={medicines.release.id}
              tone={medicines.stale && !medicines.release.invented ? 'warn' : 'neutral'}
            />
          )}
          {session.rightChecked === 'stored' && session.rightAsOf !== null ? (
            <StatusItem
              label={t('right')}
              value={t('rightStored', { age: formats.age(session.rightAsOf, nowMs) })}
              tone="warn"
            />
          ) : null}
          {session.revocation === 'unknown' ? (
            <StatusItem label={t('certificate')} value={t('revocationUnknown')} tone="warn" />
          ) : null}
          <StatusItem
            icon={CreditCard}
            label={t('card')}
            value={session.card?.holderName ?? t('noCard')}
            onPress={onCard}
          />
        </>
      }
    >
      {shownLines(lines.filter(isWorkedWith)).map(({ name, line }) => (
        <StatusItem
          key={name}
          label={t(name)}
          value={name === 'others' ? t('othersUp') : lineWords(line, t, formats)}
          tone={lineTone(line)}
          onPress={onLines}
        />
      ))}
      <StatusItem
        label={t('queue')}
        value={queueWords()}
        tone={counts === null ? 'neutral' : queueTone(counts, nowMs)}
        onPress={onQueue}
      />
    </StatusBar>
  );
}
