import { type Language } from '../../../shared/kernel/language.ts';
import { type Act, type OutboxState, type QueueRow } from '../../../shared/domain/queue.ts';
import { ERROR_CODES } from '../../../shared/kernel/error-codes.ts';
import { dateInHelsinki, instantMs, type Instant } from '../../../shared/kernel/time.ts';
import { printedDate } from '../../../shared/domain/dispensing/label-text.ts';
import { type EndOfDayContent, type PrintedPdf } from '../../app/ports/platform.port.ts';
import { lineHeight, millimetres, type Style } from './page.ts';
import { A4, Pages } from './pages.ts';

const MARGIN = millimetres(18);
const GAP = millimetres(4);
const TITLE: Style = { size: 20, weight: 600 };
const NAME: Style = { size: 12, weight: 600 };
const STRONG: Style = { size: 10, weight: 600 };
const TEXT: Style = { size: 10, weight: 400 };
const SMALL: Style = { size: 9, weight: 400 };

type Words = Readonly<{
  practice: string;
  title: string;
  none: string;
  count: (unsent: number, accepted: number) => string;
  more: (count: number) => string;
  signed: string;
  todo: string;
  clock: string;
  checked: string;
  states: Readonly<Record<OutboxState, string>>;
  acts: Readonly<Partial<Record<Act, string>>>;
}>;

const WORDS: Readonly<Record<Language, Words>> = {
  fi: {
    practice: 'HARJOITUS',
    title: 'Päivän lopuksi: mitä palvelut eivät ole vastaanottaneet',
    none: 'Kaikki on vastaanotettu.',
    count: (unsent, accepted) => `Vastaanottamatta ${unsent}, tänään vastaanotettu ${accepted}.`,
    more: count => `${count} kpl`,
    signed: 'allekirjoitettu',
    todo: 'Mitä tehdään',
    clock: 'klo',
    checked: 'Tarkistettu (nimi ja aika)',
    states: {
      queued: 'Jonossa',
      sending: 'Lähetetään',
      unknown: 'Vastaus puuttuu, kysytään',
      accepted: 'Vastaanotettu',
      rejected: 'Hylätty',
      held: 'Odottaa päätöstä',
      cancelled: 'Peruttu tänään',
    },
    acts: {
      prescription: 'Lääkemääräys',
      dispensing: 'Toimitus',
      recordDocument: 'Kirjaus',
      serviceEventOpened: 'Palvelutapahtuma avattu',
      serviceEventEnded: 'Palvelutapahtuma päätetty',
    },
  },
  sv: {
    practice: 'ÖVNING',
    title: 'Vid dagens slut: det som tjänsterna inte har mottagit',
    none: 'Allt är mottaget.',
    count: (unsent, accepted) => `Inte mottaget ${unsent}, mottaget i dag ${accepted}.`,
    more: count => `${count} st.`,
    signed: 'undertecknad',
    todo: 'Åtgärd',
    clock: 'kl.',
    checked: 'Kontrollerat (namn och tid)',
    states: {
      queued: 'I kö',
      sending: 'Sänds',
      unknown: 'Svar saknas, frågas',
      accepted: 'Mottagen',
      rejected: 'Avvisad',
      held: 'Väntar på beslut',
      cancelled: 'Återtagen i dag',
    },
    acts: {
      prescription: 'Recept',
      dispensing: 'Expediering',
      recordDocument: 'Anteckning',
      serviceEventOpened: 'Servicehändelse öppnad',
      serviceEventEnded: 'Servicehändelse avslutad',
    },
  },
  en: {
    practice: 'PRACTICE',
    title: 'End of day: what the services have not accepted',
    none: 'Everything has been accepted.',
    count: (unsent, accepted) => `Not accepted ${unsent}, accepted today ${accepted}.`,
    more: count => `${count}`,
    signed: 'signed',
    todo: 'What to do',
    clock: 'at',
    checked: 'Checked (name and time)',
    states: {
      queued: 'Queued',
      sending: 'Sending',
      unknown: 'Answer lost, asking',
      accepted: 'Accepted',
      rejected: 'Rejected',
      held: 'Waits for a decision',
      cancelled: 'Cancelled today',
    },
    acts: {
      prescription: 'Prescription',
      dispensing: 'Dispensing',
      recordDocument: 'Record',
      serviceEventOpened: 'Service event opened',
      serviceEventEnded: 'Service event ended',
    },
  },
};

const timeOfDay = new Intl.DateTimeFormat('fi-FI', {
  timeZone: 'Europe/Helsinki',
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h23',
});
const dateTime = (at: Instant, words: Words): string =>
  `${printedDate(dateInHelsinki(instantMs(at)))} ${words.clock} ${timeOfDay.format(instantMs(at))}`;

/** The list at the end of the day, A4: by author, each act with its state and what to do about it. */
export async function printEndOfDay({
  list,
  unit,
  workstation,
  language,
  practice,
}: EndOfDayContent): Promise<PrintedPdf> {
  const words = WORDS[language];
  const pages = new Pages(A4, MARGIN, words.title, language, page => {
    if (practice) page.text(words.practice, { ...SMALL, weight: 600 });
  });
  function entry(row: QueueRow): void {
    // An act is not torn apart by the end of a page.
    pages.room(4 * lineHeight(TEXT.size) + GAP);
    const act = [words.acts[row.act] ?? row.act, row.summary].filter(part => part !== '').join(': ');
    pages.text(row.patientName, STRONG);
    pages.beside(words.states[row.state], STRONG);
    pages.text(`${act} · ${words.signed} ${dateTime(row.signedAt, words)}`, TEXT);
    if (row.lastAnswer !== null && row.state !== 'cancelled') {
      const { says, todo } = ERROR_CODES[row.lastAnswer.code];
      pages.text(`${says[language]} ${words.todo}: ${todo[language]} (${row.lastAnswer.code})`, SMALL);
    }
    pages.gap(GAP / 2);
  }

  pages.start();
  pages.text(words.title, TITLE);
  pages.text(`${unit} · ${workstation} · ${dateTime(list.at, words)}`, TEXT);
  pages.text(words.count(list.unsent, list.acceptedToday), TEXT);
  pages.gap(GAP);
  if (list.authors.length === 0) pages.text(words.none, NAME);
  for (const { name, rows } of list.authors) {
    pages.room(6 * lineHeight(TEXT.size) + GAP);
    pages.rule();
    pages.gap(GAP / 2);
    pages.text(name, NAME);
    pages.beside(words.more(rows.length), NAME);
    pages.gap(GAP / 2);
    for (const row of rows) entry(row);
    pages.gap(GAP / 2);
  }
  pages.room(3 * GAP);
  pages.rule();
  pages.gap(GAP);
  pages.text(`${words.checked}: `, TEXT);
  return pages.end();
}
