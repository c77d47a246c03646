import { isEstimate } from '../../../shared/domain/dispensing/counter-sale.ts';
import {
  printedDate,
  printedMoney,
  printedQuantity,
  printedStrength,
} from '../../../shared/domain/dispensing/label-text.ts';
import { type Reimbursement } from '../../../shared/domain/medicine.ts';
import { fullName } from '../../../shared/domain/people/person.ts';
import { expiresOn } from '../../../shared/domain/prescribing/validity.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { dateInHelsinki, instantMs } from '../../../shared/kernel/time.ts';
import { type PrintedPdf, type ReceiptContent } from '../../app/ports/platform.port.ts';
import { lineHeight, millimetres, type Style } from './page.ts';
import { A5, Pages, practiceHead } from './pages.ts';
import { WORDS } from './words.ts';

/** A5: what a pharmacy's receipt printer of the back room takes, and large enough to read. */
const MARGIN = millimetres(12);
const GAP = millimetres(3);
const TITLE: Style = { size: 16, weight: 600 };
const NAME: Style = { size: 11, weight: 600 };
const TEXT: Style = { size: 10, weight: 400 };
const STRONG: Style = { size: 10, weight: 600 };
const SMALL: Style = { size: 9, weight: 400 };

type Words = Readonly<{
  receipt: string;
  account: string;
  accountNote: string;
  price: string;
  fee: string;
  reference: string;
  excess: string;
  deductible: string;
  ceiling: string;
  kela: string;
  pay: string;
  invoiced: string;
  total: string;
  estimate: string;
  estimateNote: string;
  counted: string;
  noPrice: string;
  dispensed: string;
  left: string;
  nothingLeft: string;
  split: string;
  instead: (name: string) => string;
  priceOf: (database: string) => string;
  dispenser: string;
  classes: Readonly<Record<Reimbursement, string>>;
}>;

/** Terms: kela.fi, medicine reimbursements. */
const OWN: Readonly<Record<PatientLanguage, Words>> = {
  fi: {
    receipt: 'Kuitti',
    account: 'Selvitys lääkkeiden toimittamisesta',
    accountNote: 'Mitä sähköisellä lääkemääräyksellä toimitettiin ja mitä on jäljellä.',
    price: 'Hinta',
    fee: 'Toimitusmaksu',
    reference: 'Viitehinta',
    excess: 'Viitehinnan ylittävä osuus',
    deductible: 'Alkuomavastuu',
    ceiling: 'Lisäkorvaus vuosiomavastuun täytyttyä',
    kela: 'Kelan korvaus',
    pay: 'Maksettava',
    invoiced: 'Maksuton, laskutetaan hyvinvointialueelta',
    total: 'Yhteensä',
    estimate: 'ARVIO',
    estimateNote: 'Kelan tietoja ei saatu ostohetkellä. Summat tarkistetaan, kun yhteys palaa.',
    counted: 'Kelan laskema',
    noPrice: 'Hintaa ei ole lääketietokannassa.',
    dispensed: 'Toimitettu',
    left: 'Jäljellä',
    nothingLeft: 'Kokonaan toimitettu',
    split: 'jaettu pakkaus',
    instead: name => `Valmisteen ${name} tilalle`,
    priceOf: database => `Hinta: lääketietokanta ${database}`,
    dispenser: 'Toimittaja',
    classes: {
      none: 'ei korvausta',
      basic: 'peruskorvaus',
      lowerSpecial: 'alempi erityiskorvaus',
      upperSpecial: 'ylempi erityiskorvaus',
    },
  },
  sv: {
    receipt: 'Kvitto',
    account: 'Utredning över expedierade läkemedel',
    accountNote: 'Vad som har expedierats på elektroniskt recept och vad som återstår.',
    price: 'Pris',
    fee: 'Expeditionsavgift',
    reference: 'Referenspris',
    excess: 'Del som överstiger referenspriset',
    deductible: 'Initialsjälvrisk',
    ceiling: 'Tilläggsersättning efter årssjälvrisken',
    kela: 'FPA:s ersättning',
    pay: 'Att betala',
    invoiced: 'Avgiftsfritt, välfärdsområdet faktureras',
    total: 'Totalt',
    estimate: 'UPPSKATTNING',
    estimateNote: 'FPA:s uppgifter var inte tillgängliga vid köpet. Summorna kontrolleras när förbindelsen återkommer.',
    counted: 'Beräknat av FPA',
    noPrice: 'Priset finns inte i läkemedelsdatabasen.',
    dispensed: 'Expedierat',
    left: 'Återstår',
    nothingLeft: 'Helt expedierat',
    split: 'delad förpackning',
    instead: name => `I stället för ${name}`,
    priceOf: database => `Pris: läkemedelsdatabasen ${database}`,
    dispenser: 'Expedierat av',
    classes: {
      none: 'ingen ersättning',
      basic: 'grundersättning',
      lowerSpecial: 'lägre specialersättning',
      upperSpecial: 'högre specialersättning',
    },
  },
};

type Line = ReceiptContent['lines'][number];

/** What the customer pays: as Kela counted it where it has, else as the desk did. */
const sumsOf = ({ sale, settled }: Line) => {
  if (sale === null) return null;
  const { receipt } = sale.line;
  return settled === null ? receipt : { ...receipt, ...settled.receipt };
};

/** Receipt, then the written account of what was dispensed and what is left. A5, in the patient's language. */
export async function printReceipt(content: ReceiptContent): Promise<PrintedPdf> {
  const { patient, lines, printedBy, at, practice } = content;
  const { language } = patient;
  const [words, own] = [WORDS[language], OWN[language]];
  const pages = new Pages(A5, MARGIN, own.receipt, language, practiceHead(practice, language, SMALL));
  const sum = (what: string, cents: number, style: Style = TEXT, sign = ''): void => {
    pages.room(lineHeight(style.size));
    pages.sheet.writeRight(`${sign}${printedMoney(cents)}`, pages.right, pages.y, style);
    pages.text(what, style, 0, millimetres(28));
  };
  const rule = (): void => {
    pages.gap(GAP / 2);
    pages.rule();
    pages.gap(GAP / 2);
  };
  const head = (title: string): void => {
    pages.start();
    pages.text(title, TITLE);
    const { organisation } = printedBy;
    pages.text(
      [organisation.name[language], organisation.street, organisation.postalCode, organisation.city, organisation.phone]
        .filter(part => part !== '')
        .join(', '),
      SMALL,
    );
    pages.text(
      `${fullName(patient)} · ${printedDate(dateInHelsinki(instantMs(at)))} · ${own.dispenser} ${fullName(printedBy)}`,
      SMALL,
    );
    rule();
  };

  head(own.receipt);
  let [pay, kela, gross] = [0, 0, 0];
  let estimated = false;
  for (const line of lines) {
    pages.room(8 * lineHeight(TEXT.size));
    const { dispensing, sale, settled } = line;
    const { product } = dispensing;
    const sums = sumsOf(line);
    pages.text(
      `${dispensing.packages} × ${[product.tradeName, printedStrength(product.strength), product.sizeText].join(' ')}`,
      NAME,
    );
    if (sale === null || sums === null) {
      pages.text(own.noPrice, TEXT);
      rule();
      continue;
    }
    const isGuess = settled === null && isEstimate(sale.line);
    estimated ||= isGuess;
    pages.text(
      [
        own.classes[settled?.reimbursement ?? sale.line.reimbursement],
        ...(isGuess ? [own.estimate] : settled === null ? [] : [own.counted]),
      ].join(' · '),
      SMALL,
    );
    sum(own.price, sale.line.priceCents);
    if (product.databaseVersion !== '') pages.text(own.priceOf(product.databaseVersion), SMALL);
    if (sale.line.referenceCents !== null && sums.excessCents > 0)
      sum(`${own.reference} ${printedMoney(sale.line.referenceCents)}, ${own.excess.toLowerCase()}`, sums.excessCents);
    sum(own.fee, sale.line.feeCents);
    if (sums.deductibleCents > 0) sum(own.deductible, sums.deductibleCents);
    if (sums.additionalCents > 0) sum(own.ceiling, sums.additionalCents, TEXT, '–');
    if (sums.kelaCents > 0) sum(own.kela, sums.kelaCents, TEXT, '–');
    if (sale.line.invoiced) pages.text(own.invoiced, TEXT);
    sum(own.pay, sums.payCents, STRONG);
    [pay, kela, gross] = [pay + sums.payCents, kela + sums.kelaCents, gross + sums.grossCents];
    rule();
  }
  pages.room(5 * lineHeight(NAME.size));
  sum(own.total, gross, TEXT);
  if (kela > 0) sum(own.kela, kela, TEXT, '–');
  sum(own.pay, pay, NAME);
  if (estimated) {
    pages.gap(GAP / 2);
    pages.text(`${own.estimate}: ${own.estimateNote}`, STRONG);
  }

  head(own.account);
  pages.text(own.accountNote, SMALL);
  pages.gap(GAP / 2);
  for (const { dispensing, prescription } of lines) {
    pages.room(7 * lineHeight(TEXT.size));
    const { product, remaining } = dispensing;
    pages.text(
      [product.tradeName, printedStrength(product.strength), product.form[language]]
        .filter(part => part !== '')
        .join(' '),
      NAME,
    );
    if (dispensing.substituted && prescription !== null)
      pages.text(own.instead('tradeName' in prescription.product ? prescription.product.tradeName : ''), TEXT);
    pages.text(dispensing.labelDoseText, STRONG);
    pages.text(
      `${own.dispensed}: ${printedQuantity(dispensing.amount)} (${dispensing.packages} × ${product.sizeText}${dispensing.split ? `, ${own.split}` : ''}), ${printedDate(dateInHelsinki(instantMs(dispensing.dispensedAt)))}`,
      TEXT,
    );
    pages.text(
      dispensing.fullyDispensed || remaining === null
        ? own.nothingLeft
        : `${own.left}: ${printedQuantity(remaining)}${prescription === null ? '' : ` · ${words.validUntil} ${printedDate(expiresOn(prescription))}`}`,
      TEXT,
    );
    rule();
  }
  pages.text(words.seeOwnData, SMALL);
  return pages.end();
}
