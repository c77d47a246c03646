import { useCallback, useEffect, useMemo, useState } from 'react';
import { LockOpen } from 'lucide-react';
import { type Day } from '../../../shared/contract/day.contract.ts';
import { listName } from '../../../shared/domain/people/person.ts';
import { type Instant, instantMs } from '../../../shared/kernel/time.ts';
import { useClient, useHostEvent } from '../../api/ClientProvider.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { withStrength } from '../../i18n/product-words.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { IconButton, KeyHint, screenKeys, Skeleton, useKeys } from '../../ui/index.ts';
import { leadTo } from '../dispensing/index.ts';
import { type AfterOpening, type OpenPerson } from '../patients/index.ts';
import { daysLeft } from '../renewals/index.ts';
import { noteOnDesk } from '../session/index.ts';
import { dayTexts } from './day.texts.ts';
import css from './day.module.css';

const bind = screenKeys('day', 'home');

type DayPanelProps = Readonly<{
  nowMs: number;
  /** Opens a person, with the ground asked for, and goes where the line leads. */
  onOpen: OpenPerson;
  onGo: (area: 'renewals' | 'queue') => void;
}>;

/** One line: what it is, what there is to know of it, where it leads. `tone`: what is late, or stopped. */
type Line = Readonly<{
  id: string;
  what: string;
  about: string;
  tone?: 'warn' | 'stop';
  /** Its own key; else the next number with Alt. */
  keys?: string;
  run: () => void;
  /** A second thing that can be done with it. */
  also?: Readonly<{ label: string; run: () => void }>;
}>;
type Part = Readonly<{ id: string; title: string; lines: readonly Line[]; more: number; empty: string }>;

const AFTER: Readonly<Record<NonNullable<Day['drafts']>['latest'][number]['kind'], AfterOpening>> = {
  prescription: 'prescribing',
  dispensing: 'dispensing',
  record: 'records',
};
/** A request with so few days left is late. */
const LATE_DAYS = 2;

/** What is held from others for so long has been forgotten by somebody (own choice). */
const OLD_HOLDING_MS = 7 * 24 * 3_600_000;

/** How often the number of requests is asked anew while the home screen stands there. */
const ASK_EVERY_MS = 5 * 60_000;

/** Own store first, so that it is there at once and without a line; then the service is asked for the number of requests. */
function useDay(nowMs: number): Day | null {
  const client = useClient();
  const [day, setDay] = useState<Day | null>(null);
  const look = useCallback(
    async (ask: boolean): Promise<void> => {
      const reply = await client.day.view({ ask });
      if (reply.ok) setDay(reply.value);
    },
    [client],
  );
  const turn = Math.floor(nowMs / ASK_EVERY_MS);
  useEffect(() => void look(false).then(() => look(true)), [look, turn]);
  useHostEvent('queueChanged', () => void look(false));
  useHostEvent('takeBackChanged', () => void look(false));
  return day;
}

/** The day of whoever is at the desk: each line a key away. */
export function DayPanel({ nowMs, onOpen, onGo }: DayPanelProps) {
  const t = useTexts(dayTexts);
  const day = useDay(nowMs);
  const parts = useParts(day, { nowMs, onOpen, onGo });
  const numbered = useMemo(() => parts.flatMap(({ lines }) => lines).filter(({ keys }) => keys === undefined), [parts]);
  const keyOf = ({ id, keys }: Line): string | null => {
    if (keys !== undefined) return keys;
    const at = numbered.findIndex(line => line.id === id);
    return at < 9 ? `Alt+${at + 1}` : null;
  };
  const bindings = useMemo(
    () =>
      numbered
        .slice(0, 9)
        .map(({ what, about, run }, at) => bind(String(at + 1), `Alt+${at + 1}`, `${what}: ${about}`, run)),
    [numbered],
  );
  useKeys(bindings);
  return (
    <aside className={css.day} aria-label={t('title')} data-pane="" tabIndex={-1}>
      <h2 className={css.title}>{t('title')}</h2>
      {day === null ? <Skeleton label={t('title')} lines={6} /> : null}
      {parts.map(({ id, title, lines, more, empty }) => (
        <section key={id} aria-label={title}>
          <h3 className={css.head}>
            {title}
            {more > 0 && <span className={css.count}>{t('more', { count: more })}</span>}
          </h3>
          {lines.length === 0 ? (
            <p className={css.quiet}>{empty}</p>
          ) : (
            <ul className={css.lines}>
              {lines.map(line => {
                const keys = keyOf(line);
                return (
                  <li key={line.id} className={line.also === undefined ? undefined : css.withAct}>
                    <button
                      type="button"
                      className={css.line}
                      data-tone={line.tone}
                      onClick={line.run}
                      aria-keyshortcuts={keys?.replace('Ctrl', 'Control') ?? undefined}
                    >
                      <span className={css.what}>{line.what}</span>
                      {keys !== null && <KeyHint keys={keys} />}
                      <span className={css.about}>{line.about}</span>
                    </button>
                    {line.also !== undefined && (
                      <IconButton icon={LockOpen} label={`${line.also.label}: ${line.what}`} onPress={line.also.run} />
                    )}
                  </li>
                );
              })}
            </ul>
          )}
        </section>
      ))}
    </aside>
  );
}

/** The lines of each part; a part that this person has not is left out. */
function useParts(day: Day | null, { nowMs, onOpen, onGo }: DayPanelProps): readonly Part[] {
  const t = useTexts(dayTexts);
  const language = useLanguage();
  const formats = useFormats();
  return useMemo(() => {
    if (day === null) return [];
    const { renewals, queue, drafts, holdings, visits } = day;
    /** The hour of today, the date of another day. */
    const when = (at: Instant): string =>
      formats.dateOf(at) === formats.dateOf(new Date(nowMs).toISOString() as Instant)
        ? formats.time(at)
        : formats.dateTime(at);
    const parts: Part[] = [];
    if (renewals !== null) parts.push({ ...renewalPart(renewals), id: 'renewals', title: t('renewalsTitle'), more: 0 });
    if (queue !== null) parts.push({ ...queuePart(queue), id: 'queue', title: t('queue'), more: 0 });
    if (drafts !== null)
      parts.push({
        id: 'drafts',
        title: t('drafts'),
        more: drafts.count - drafts.latest.length,
        empty: t('noDrafts'),
        lines: drafts.latest.map(({ draftId, kind, hit, medicine, savedAt }) => ({
          id: draftId,
          what: listName(hit),
          about: [
            medicine === null ? t(kind) : withStrength(medicine[language], language),
            t('savedAt', { when: when(savedAt) }),
          ].join(', '),
          run: () =>
            onOpen(hit, AFTER[kind], () => {
              if (kind === 'prescription') noteOnDesk('prescribing.form', draftId);
            }),
        })),
      });
    if (holdings !== null)
      parts.push({
        id: 'holdings',
        title: t('holdings'),
        more: holdings.count - holdings.oldest.length,
        empty: t('noHoldings'),
        lines: holdings.oldest.map(({ prescriptionSetId: setId, kind, step, hit, medicine, since }) => {
          const lead = (act: 'open' | 'release') => () => onOpen(hit, 'dispensing', () => leadTo({ act, setId }));
          const isOld = nowMs - instantMs(since) > OLD_HOLDING_MS;
          return {
            id: setId,
            what: listName(hit),
            about: [
              withStrength(medicine[language], language),
              step === 'held'
                ? t(kind, { age: formats.age(since, nowMs), when: when(since) })
                : t(step === 'taking' ? `${kind}Taking` : `${kind}Releasing`),
            ].join(' · '),
            ...(isOld ? { tone: 'warn' as const } : {}),
            run: lead('open'),
            ...(step === 'held' ? { also: { label: t(`${kind}Release`), run: lead('release') } } : {}),
          };
        }),
      });
    if (visits !== null)
      parts.push({
        id: 'visits',
        title: t('visits'),
        more: visits.count - visits.open.length,
        empty: t('noVisits'),
        lines: visits.open.map(({ serviceEventOid, hit, startedAt }) => ({
          id: serviceEventOid,
          what: listName(hit),
          about: t('since', { when: when(startedAt) }),
          run: () => onOpen(hit, null),
        })),
      });
    return parts;

    function renewalPart({ count, endsAt, asOf, fault }: NonNullable<Day['renewals']>): Pick<Part, 'lines' | 'empty'> {
      if (asOf === null) return { lines: [], empty: t('neverAsked') };
      const days = daysLeft({ endsAt }, nowMs);
      const left = days === null ? t('notTaken') : t('endsIn', { count: days });
      const told = t(fault === null ? 'asOf' : 'asOfOnly', { when: when(asOf) });
      const line: Line = {
        id: 'renewals',
        what: t('renewals', { count }),
        about: `${left}. ${told}`,
        ...(days !== null && days <= LATE_DAYS ? { tone: 'warn' as const } : {}),
        keys: 'Ctrl+Shift+U',
        run: () => onGo('renewals'),
      };
      return { lines: count === 0 ? [] : [line], empty: `${t('noRenewals')} ${told}` };
    }

    function queuePart({ mine, all, unsent }: NonNullable<Day['queue']>): Pick<Part, 'lines' | 'empty'> {
      const others = all - mine;
      const line: Line = {
        id: 'queue',
        what:
          mine > 0
            ? t('mine', { count: mine })
            : others > 0
              ? t('all', { count: others })
              : t('unsent', { count: unsent }),
        about:
          mine > 0 && others > 0
            ? t('all', { count: others })
            : mine + others > 0
              ? t('unsent', { count: unsent })
              : '',
        ...(mine > 0 ? { tone: 'stop' as const } : {}),
        keys: 'Ctrl+Q',
        run: () => onGo('queue'),
      };
      return { lines: mine + others + unsent === 0 ? [] : [line], empty: t('noQueue') };
    }
  }, [day, t, language, formats, nowMs, onOpen, onGo]);
}
