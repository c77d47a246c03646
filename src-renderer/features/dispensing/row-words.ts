import { CircleDashed, Clock, FileX, Hourglass, Lock, LockKeyhole, PackageCheck, Pencil } from 'lucide-react';
import { notNow } from '../../../shared/domain/dispensing/dispensable-now.ts';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { dateInHelsinki, type Instant, instantMs, type LocalDate } from '../../../shared/kernel/time.ts';
import { type Formats } from '../../i18n/formats.ts';
import { type Translate } from '../../i18n/texts.ts';
import { type IconShape, type Tone } from '../../ui/index.ts';
import { itemState, type Item } from './basket.store.ts';
import { type listTexts } from './list.texts.ts';

type ListKey = keyof (typeof listTexts)['byLanguage']['fi'];
export type SayList = Translate<ListKey>;

/** A state of a row: word, colour, icon, and a second line where there is more to say. */
export type Situation = Readonly<{ word: string; below: string; tone: Tone; icon: IconShape }>;

const say = (word: string, tone: Tone, icon: IconShape, below = ''): Situation => ({ word, below, tone, icon });

const ITEM_LOOKS = {
  ready: ['info', PackageCheck],
  look: ['info', Pencil],
  blocked: ['stop', Pencil],
  checking: ['neutral', Hourglass],
  refused: ['stop', FileX],
} as const;

/** What stands in the way of a row, or where its dispensing is. The work at this desk comes first. */
export function situationOf(
  row: PrescriptionRow,
  item: Item | undefined,
  hasDraft: boolean,
  watched: boolean,
  today: LocalDate,
  t: SayList,
  formats: Formats,
): Situation {
  if (item !== undefined) {
    const state = itemState(item);
    const [tone, icon] = ITEM_LOOKS[state];
    return say(t(state), tone, icon, item.held ? t('heldHere') : '');
  }
  const { holder } = row;
  const cause = notNow(row, today);
  if (holder !== null && cause?.because === 'held') {
    const place = t('holderSince', {
      name: holder.organisationName,
      time: sinceWords(holder.since, today, t, formats),
    });
    const since = [place, holder.phone ?? ''].filter(part => part !== '').join(', ');
    const watchedMark = watched ? ` (${t('watched')})` : '';
    return say(`${t(holder.kind)}${watchedMark}`, 'warn', holder.kind === 'locked' ? Lock : LockKeyhole, since);
  }
  if (cause !== null) {
    if (cause.because === 'expired') return say(t('expired', { date: formats.date(cause.on) }), 'neutral', FileX);
    if (cause.because === 'interval') return say(t('interval', { date: formats.date(cause.until) }), 'warn', Clock);
    if (cause.because !== 'held')
      return say(
        t(cause.because),
        cause.because === 'rejected' ? 'stop' : 'neutral',
        cause.because === 'fullyDispensed' ? PackageCheck : FileX,
      );
  }
  const waiting = row.acceptance === 'queued' ? t('notInCentre') : '';
  if (holder !== null)
    return say(t('heldHere'), 'info', LockKeyhole, waiting || sinceWords(holder.since, today, t, formats));
  if (hasDraft) return say(t('draft'), 'info', Pencil, waiting);
  if (waiting !== '') return say(waiting, 'warn', Hourglass);
  return row.state === 'partlyDispensed'
    ? say(t('partly'), 'neutral', CircleDashed)
    : say(t('open'), 'neutral', CircleDashed);
}

/** How the newest request to renew the prescription stands, whoever made it; empty where it says nothing any more. */
export function renewalWords({ renewal }: PrescriptionRow, t: SayList, formats: Formats): string {
  if (renewal === undefined || renewal.state === 'withdrawn') return '';
  const { state, requestedAt, endsAt, ground } = renewal;
  const dates = { asked: formats.dateOf(requestedAt), until: endsAt === null ? '' : formats.dateOf(endsAt) };
  const says = t(endsAt === null && state === 'received' ? 'renewal_sent' : `renewal_${state}`, dates);
  return ground === '' ? says : `${says}: ${ground}`;
}

/** Of today the time says enough, of another day the day does. */
export const sinceWords = (since: Instant, today: LocalDate, t: SayList, formats: Formats): string =>
  dateInHelsinki(instantMs(since)) === today ? t('atTime', { time: formats.time(since) }) : formats.dateOf(since);

/** Who keeps a prescription from being opened here, how to reach them, and the keys for both ways to go on. */
export const holderWords = (
  holder: PrescriptionRow['holder'],
  today: LocalDate,
  t: SayList,
  formats: Formats,
): readonly string[] =>
  holder === null || holder.mine
    ? []
    : [
        t('heldBy', { name: holder.organisationName, time: sinceWords(holder.since, today, t, formats) }),
        ...(holder.phone === undefined ? [] : [t('holderPhone', { phone: holder.phone })]),
        t('holderKeys'),
      ];

/** Facts that a person has to see before anything else. */
export function marksOf({ prescription }: PrescriptionRow, t: SayList): readonly string[] {
  const { product } = prescription;
  return [
    ...(prescription.sic ? [t('sic')] : []),
    ...(product.narcotic ? [t('narcotic')] : product.controlClass === null ? [] : [t('pkv')]),
    ...(prescription.substitutionProhibited ? [t('noSwap')] : []),
    ...(prescription.startOfUse ? [t('starts')] : []),
    ...(prescription.doseDispensing ? [t('doseDispensing')] : []),
  ];
}
