import { printedDate } from '../../../shared/domain/dispensing/label-text.ts';
import { type RefusalGround } from '../../../shared/domain/oversight/report-refusal.ts';
import { fullName } from '../../../shared/domain/people/person.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type LogRefusalContent, type PrintedPdf } from '../../app/ports/platform.port.ts';
import { lineHeight, millimetres, type Style } from './page.ts';
import { A4, Pages, practiceHead, printedPerson } from './pages.ts';

const MARGIN = millimetres(22);
const GAP = millimetres(5);
/** Room for a hand above its line. */
const SIGNATURE_ROOM = millimetres(18);

const TITLE: Style = { size: 18, weight: 600 };
const NAME: Style = { size: 12, weight: 600 };
const TEXT: Style = { size: 11, weight: 400 };
const STRONG: Style = { size: 11, weight: 600 };
const SMALL: Style = { size: 9, weight: 400 };

type RefusalWords = Readonly<{
  title: string;
  asked: (from: string, to: string) => string;
  grounds: Readonly<Record<RefusalGround, string>>;
  groundHead: string;
  reasonHead: string;
  appealHead: string;
  appeal: string;
  decidedBy: string;
}>;

const REFUSAL_WORDS: Readonly<Record<PatientLanguage, RefusalWords>> = {
  fi: {
    title: 'Kieltäytyminen lokitietojen antamisesta',
    asked: (from, to) =>
      `Olet pyytänyt tietoa siitä, kuka on käyttänyt tietojasi tai kenelle niitä on luovutettu ajalta ${from}–${to} (laki 703/2023, 11\u00a0§). Tietoja ei anneta.`,
    groundHead: 'Peruste',
    grounds: {
      danger: 'Tietojen antamisesta voisi aiheutua vakavaa vaaraa terveydellesi tai hoidollesi.',
      others: 'Tietojen antamisesta voisi aiheutua vakavaa vaaraa jonkun muun oikeuksille.',
      old: 'Tiedot ovat yli kaksi vuotta vanhoja, eikä niiden saamiselle ole erityistä syytä.',
    },
    reasonHead: 'Perustelut',
    appealHead: 'Jos olet eri mieltä',
    appeal:
      'Voit pyytää rekisterinpitäjää arvioimaan asian uudelleen tai saattaa asian tietosuojavaltuutetun käsiteltäväksi (www.tietosuoja.fi).',
    decidedBy: 'Ratkaisija',
  },
  sv: {
    title: 'Vägran att lämna ut logguppgifter',
    asked: (from, to) =>
      `Du har begärt uppgifter om vem som har använt dina uppgifter eller till vem de har lämnats ut under tiden ${from}–${to} (lag 703/2023, 11\u00a0§). Uppgifterna lämnas inte ut.`,
    groundHead: 'Grund',
    grounds: {
      danger: 'Att lämna ut uppgifterna kunde medföra allvarlig fara för din hälsa eller vård.',
      others: 'Att lämna ut uppgifterna kunde medföra allvarlig fara för någon annans rättigheter.',
      old: 'Uppgifterna är över två år gamla och det finns ingen särskild orsak att få dem.',
    },
    reasonHead: 'Motivering',
    appealHead: 'Om du är av annan åsikt',
    appeal:
      'Du kan be den personuppgiftsansvariga bedöma ärendet på nytt eller föra ärendet till dataombudsmannen (www.tietosuoja.fi/sv).',
    decidedBy: 'Beslutsfattare',
  },
};

/** The refusal of a log report, A4, in the person's language: what was asked, the ground, the reasons, what one may do, a signature. */
export async function printLogRefusal(content: LogRefusalContent): Promise<PrintedPdf> {
  const { patient, from, to, ground, reason, decidedBy, decidedOn, practice } = content;
  const words = REFUSAL_WORDS[patient.language];
  const pages = new Pages(A4, MARGIN, words.title, patient.language, practiceHead(practice, patient.language, SMALL));
  const part = (head: string, text: string): void => {
    pages.gap(GAP);
    pages.room(2 * lineHeight(STRONG.size));
    pages.text(head, STRONG);
    pages.text(text, TEXT);
  };

  pages.start();
  pages.text(`${decidedBy.organisation.provider.name[patient.language]}   ${printedDate(decidedOn)}`, SMALL);
  pages.gap(GAP);
  pages.text(words.title, TITLE);
  pages.gap(GAP);
  pages.text(printedPerson(patient), NAME);
  pages.gap(GAP);
  pages.text(words.asked(printedDate(from), printedDate(to)), TEXT);
  part(words.groundHead, words.grounds[ground]);
  part(words.reasonHead, reason);
  part(words.appealHead, words.appeal);
  pages.room(SIGNATURE_ROOM + 3 * GAP);
  pages.gap(SIGNATURE_ROOM);
  pages.rule(pages.width * 0.6);
  pages.gap(millimetres(1.5));
  pages.text(`${words.decidedBy}: ${fullName(decidedBy)}, ${decidedBy.title[patient.language]}`, SMALL);
  return pages.end();
}
