import { type Problem, refusalRow } from '../rest/refusal.ts';

/** What the repository knows of a form: who takes it, which fields it wants filled, whether it names a diagnosis. */
export type KnownForm = Readonly<{ receiver: string; wanted: readonly string[]; diagnosis: boolean }>;

/** Organisations by their business id under 1.2.246.10. */
const KELA = '1.2.246.10.2462460';
const TRAFICOM = '1.2.246.10.29247533';

/**
 * Forms by the Finnish name that documents carry, with their mandatory fields: a second reading of the receivers' pages for
 * physicians (kela.fi, traficom.fi, kanta.fi). The national structure definitions are not public.
 */
export const KNOWN_FORMS: ReadonlyMap<string, KnownForm> = new Map(
  Object.entries({
    'Lääkärintodistus A (SV 6)': {
      receiver: KELA,
      wanted: ['Työkyvytön alkaen', 'Työkyvytön saakka', 'Nykyinen työtehtävä'],
      diagnosis: true,
    },
    'Lääkärinlausunto B (SV 7)': {
      receiver: KELA,
      wanted: ['Toimintakyky ja sen suhde työn vaatimuksiin', 'Hoito ja kuntoutus'],
      diagnosis: true,
    },
    'Lääkärintodistus D (SV 10)': {
      receiver: KELA,
      wanted: ['Hoidon paikka', 'Huoltaja osallistuu hoitoon alkaen', 'Huoltaja osallistuu hoitoon saakka'],
      diagnosis: true,
    },
    'Todistus matkakorvausta varten (SV 67)': {
      receiver: KELA,
      wanted: ['Käynti tai hoito alkaen', 'Käynnin aihe', 'Terveydentila edellyttää', 'Saattaja'],
      diagnosis: false,
    },
    'Todistus raskaudesta tai jälkitarkastuksesta (SV 75)': {
      receiver: KELA,
      wanted: ['Tarkastus', 'Tarkastuspäivä'],
      diagnosis: false,
    },
    'Lausunto erityisraskausvapaan tarpeesta (SV 97)': {
      receiver: KELA,
      wanted: [
        'Laskettu aika',
        'Nykyinen työtehtävä',
        'Vaaratekijät työssä',
        'Mahdollisuudet muokata työtä',
        'Vapaan tarve alkaen',
      ],
      diagnosis: false,
    },
    'Lääkärinlausunto ajokyvystä (F122)': {
      receiver: TRAFICOM,
      wanted: ['Ajoterveyden ryhmä', 'Ajoterveysvaatimukset'],
      diagnosis: false,
    },
  }),
);

/** Refusals of the forwarding (kanta.fi, Delivery of Medical Certificates). */
export const FORWARDING = {
  form: refusalRow(
    'SIM-DE-001',
    'E-FORM',
    'structure',
    'Välityspyyntö ei ole oikeassa muodossa tai siitä puuttuu asiakkaan pyyntö.',
    'Begäran om förmedling har fel form eller saknar klientens begäran.',
    'The request to forward is not in its form, or does not tell of the client asking for it.',
  ),
  noDocument: refusalRow(
    'SIM-DE-002',
    'E-REF',
    'conflict',
    'Todistusta ei ole arkistossa.',
    'Intyget finns inte i arkivet.',
    'The certificate is not in the archive.',
  ),
  controller: refusalRow(
    'SIM-DE-003',
    'E-AUTH',
    'forbidden',
    'Todistus on toisen rekisterinpitäjän.',
    'Intyget hör till en annan personuppgiftsansvarig.',
    'The certificate is of another controller.',
  ),
  person: refusalRow(
    'SIM-DE-004',
    'E-REF',
    'conflict',
    'Todistus koskee toista henkilöä.',
    'Intyget gäller en annan person.',
    'The certificate is about another person.',
  ),
  notNewest: refusalRow(
    'SIM-DE-005',
    'E-STATE',
    'conflict',
    'Todistus on mitätöity tai siitä on uudempi versio.',
    'Intyget är makulerat eller har en nyare version.',
    'The certificate is void or has a newer version.',
  ),
  noForm: refusalRow(
    'SIM-DE-006',
    'E-FORM',
    'business-rule',
    'Asiakirja ei ole välitettävä todistus.',
    'Handlingen är inget intyg som förmedlas.',
    'The document is no certificate that is forwarded.',
  ),
  receiver: refusalRow(
    'SIM-DE-007',
    'E-FORM',
    'business-rule',
    'Todistusta ei välitetä tälle vastaanottajalle.',
    'Intyget förmedlas inte till denna mottagare.',
    'The certificate is not forwarded to this receiver.',
  ),
  twice: refusalRow(
    'SIM-DE-008',
    'E-STATE',
    'conflict',
    'Tämä versio on jo välitetty vastaanottajalle.',
    'Den här versionen har redan förmedlats till mottagaren.',
    'This version has been forwarded to the receiver already.',
  ),
  unknown: refusalRow(
    'SIM-DE-009',
    'E-REF',
    'conflict',
    'Välitystä ei ole.',
    'Förmedlingen finns inte.',
    'There is no such forwarding.',
  ),
  taken: refusalRow(
    'SIM-DE-010',
    'E-STATE',
    'conflict',
    'Vastaanottaja on jo ottanut todistuksen.',
    'Mottagaren har redan tagit intyget.',
    'The receiver has taken the certificate already.',
  ),
} as const satisfies Record<string, Problem>;
