import { type Localized } from '../../kernel/language.ts';
import { OUTAGE_DAYS } from '../dispensing/outage.ts';
import { type Capability } from '../people/capabilities.ts';
import { says } from '../rule.ts';

export type OutageRole = 'pharmacy' | 'prescriber' | 'care';
export type OutageGuide = Readonly<{
  id: string;
  role: OutageRole;
  /** What may be done now, what may not, and how much with what comes after. */
  part: 'may' | 'mayNot' | 'limit';
  says: Localized;
  source: string;
}>;

const KELA = 'kela.fi, prescriptions in exceptional situations';
const KANTA = 'kanta.fi, instructions for pharmacies in disturbances';
const OWN = 'Kantele: what this program does without the line';

/** What each role may still do while the Prescription Centre cannot be reached, most urgent first. */
export const OUTAGE_GUIDE: readonly OutageGuide[] = [
  {
    id: 'pharmacyUrgent',
    role: 'pharmacy',
    part: 'may',
    source: KANTA,
    says: says(
      'Kiireellinen tarve: toimita oman arviosi mukaan potilasohjeen, yhteenvedon tai vanhan pakkauksen ja sen ohjelipun perusteella.',
      'Brådskande behov: expediera enligt egen bedömning utifrån patientanvisning, sammandrag eller en gammal förpackning med etikett.',
      'Urgent need: dispense by your own judgement from the patient instruction, the summary, or an old pack with its label.',
    ),
  },
  {
    id: 'pharmacyQueued',
    role: 'pharmacy',
    part: 'may',
    source: OWN,
    says: says(
      'Allekirjoita kortilla ja tulosta ohjelippu tavalliseen tapaan: toimitus jää jonoon.',
      'Signera med kortet och skriv ut etiketten som vanligt: expedieringen blir i kön.',
      'Sign with the card and print the label as usual: the dispensing waits in the queue.',
    ),
  },
  {
    id: 'pharmacyNotUrgent',
    role: 'pharmacy',
    part: 'mayNot',
    source: KANTA,
    says: says(
      'Ei kiireellinen: pyydä asiakasta palaamaan häiriön jälkeen.',
      'Inte brådskande: be kunden komma tillbaka efter avbrottet.',
      'Not urgent: ask the customer to come back after the disturbance.',
    ),
  },
  {
    id: 'pharmacyBlind',
    role: 'pharmacy',
    part: 'mayNot',
    source: OWN,
    says: says(
      'Lääkemääräystä ei saada varattua, eikä muiden apteekkien toimituksia, lukituksia tai mitätöintejä nähdä.',
      'Receptet kan inte reserveras, och andra apoteks expedieringar, låsningar och makuleringar syns inte.',
      'The prescription cannot be held, and what other pharmacies dispensed, locked or had cancelled is not seen.',
    ),
  },
  {
    id: 'pharmacyAmount',
    role: 'pharmacy',
    part: 'limit',
    source: OWN,
    says: says(
      `Määrä: enintään ${OUTAGE_DAYS} päivän tarve tai pienin pakkaus. PKV- ja huumausainelääkettä yksi pienin pakkaus.`,
      `Mängd: högst ${OUTAGE_DAYS} dagars behov eller den minsta förpackningen. Av CNS-läkemedel och narkotika en minsta förpackning.`,
      `Amount: at most the need of ${OUTAGE_DAYS} days or the smallest package. Of CNS-affecting and narcotic medicines one smallest package.`,
    ),
  },
  {
    id: 'pharmacyAfter',
    role: 'pharmacy',
    part: 'limit',
    source: OWN,
    says: says(
      'Kun yhteys palaa, jokainen toimitus verrataan Reseptikeskukseen. Sinulta kysytään vain siitä, mikä ei täsmää.',
      'När förbindelsen återkommer jämförs varje expediering med Receptcentret. Du tillfrågas bara om det som inte stämmer.',
      'When the line is back, every dispensing is compared with the Centre. You are asked only about what does not fit.',
    ),
  },
  {
    id: 'prescriberQueued',
    role: 'prescriber',
    part: 'may',
    source: OWN,
    says: says(
      'Kirjoita ja allekirjoita tavalliseen tapaan: lääkemääräys jää jonoon ja lähtee, kun yhteys palaa.',
      'Skriv och signera som vanligt: receptet blir i kön och går iväg när förbindelsen återkommer.',
      'Write and sign as usual: the prescription waits in the queue and goes when the line is back.',
    ),
  },
  {
    id: 'prescriberPaper',
    role: 'prescriber',
    part: 'may',
    source: KELA,
    says: says(
      'Kiireelliseen hoitoon anna paperi- tai puhelinmääräys: apteekki tallentaa sen Reseptikeskukseen. Älä silloin kirjoita samaa lääkettä jonoon.',
      'För brådskande vård ge ett pappers- eller telefonrecept: apoteket sparar det i Receptcentret. Skriv då inte samma läkemedel i kön.',
      'For urgent care give a paper or telephone prescription: the pharmacy stores it in the Centre. Then do not queue the same medicine.',
    ),
  },
  {
    id: 'prescriberNotValid',
    role: 'prescriber',
    part: 'mayNot',
    source: KELA,
    says: says(
      'Jonossa oleva määräys ei ole voimassa: apteekki ei näe sitä ennen kuin Reseptikeskus on ottanut sen vastaan.',
      'Ett recept i kön gäller inte: apoteket ser det inte innan Receptcentret har tagit emot det.',
      'A queued prescription is not in force: no pharmacy sees it until the Centre has accepted it.',
    ),
  },
  {
    id: 'prescriberRenewals',
    role: 'prescriber',
    part: 'mayNot',
    source: OWN,
    says: says(
      'Uusia uusimispyyntöjä ei saada, eikä muiden määräyksistä nähdä kuin tällä koneella tallessa olevat.',
      'Nya begäranden om förnyelse kommer inte, och av andras recept syns bara de som är sparade på datorn.',
      'No new renewal requests arrive, and of what others prescribed only what is kept on this computer is seen.',
    ),
  },
  {
    id: 'prescriberAmount',
    role: 'prescriber',
    part: 'limit',
    source: OWN,
    says: says(
      `Määrä: apteekki toimittaa häiriön aikana sähköisestä määräyksestä enintään ${OUTAGE_DAYS} päivän tarpeen tai pienimmän pakkauksen.`,
      `Mängd: under avbrottet expedierar apoteket på ett elektroniskt recept högst ${OUTAGE_DAYS} dagars behov eller den minsta förpackningen.`,
      `Amount: during the outage a pharmacy dispenses on an electronic prescription at most ${OUTAGE_DAYS} days’ need or the smallest package.`,
    ),
  },
  {
    id: 'prescriberAfter',
    role: 'prescriber',
    part: 'limit',
    source: OWN,
    says: says(
      'Kun yhteys palaa, jono lähtee itsestään. Sinulta kysytään vain siitä, mikä ei täsmää.',
      'När förbindelsen återkommer går kön iväg av sig själv. Du tillfrågas bara om det som inte stämmer.',
      'When the line is back, the queue goes by itself. You are asked only about what does not fit.',
    ),
  },
  {
    id: 'careRecords',
    role: 'care',
    part: 'may',
    source: OWN,
    says: says(
      'Kirjaa käynnit, merkinnät ja mittaukset tavalliseen tapaan: ne jäävät jonoon, kunnes palvelu vastaa.',
      'Anteckna besök, anteckningar och mätningar som vanligt: de blir i kön tills tjänsten svarar.',
      'Record visits, notes and measurements as usual: they wait in the queue until the service answers.',
    ),
  },
  {
    id: 'careMedicines',
    role: 'care',
    part: 'mayNot',
    source: OWN,
    says: says(
      'Lääkitys on sellainen kuin se viimeksi saatiin: tarkista se potilaalta.',
      'Medicineringen är sådan som den senast erhölls: kontrollera den med patienten.',
      'The medication is as it was last received: check it with the patient.',
    ),
  },
  {
    id: 'careAmount',
    role: 'care',
    part: 'limit',
    source: KELA,
    says: says(
      'Kiireellisen lääkityksen määrää lääkäri paperilla tai puhelimitse.',
      'Brådskande medicinering ordinerar läkaren på papper eller per telefon.',
      'Urgent medication is prescribed by a physician on paper or by telephone.',
    ),
  },
];

/** The role in which somebody works, by what they may do. */
export function outageRole(may: ReadonlySet<Capability>): OutageRole {
  if (may.has('dispense')) return 'pharmacy';
  return may.has('prescribe') ? 'prescriber' : 'care';
}

export const guideFor = (role: OutageRole, part: OutageGuide['part']): readonly OutageGuide[] =>
  OUTAGE_GUIDE.filter(row => row.role === role && row.part === part);
