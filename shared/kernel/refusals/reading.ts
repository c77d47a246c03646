import { row, type Refusal } from './refusal.ts';

/** Services that are only read: imaging studies, the citizen's own wellbeing data, COVID certificates. */
export const READING_REFUSALS = {
  'IMG-0001': row(
    'person',
    [
      'Tutkimuksen viitetiedostoa ei ole saatavilla.',
      'Undersökningens referensfil är inte tillgänglig.',
      'The reference file of the study is not available.',
    ],
    [
      'Päivitä luettelo. Kysy kuvia tutkimuksen tehneestä yksiköstä.',
      'Uppdatera listan. Fråga efter bilderna i enheten som gjorde undersökningen.',
      'Refresh the list. Ask the unit that made the study for the images.',
    ],
  ),
  'IMG-0002': row(
    'never',
    [
      'Viitetiedosto ei ole tämän tutkimuksen tai se on viallinen.',
      'Referensfilen hör inte till denna undersökning eller är felaktig.',
      'The reference file is not of this study, or it is faulty.',
    ],
    [
      'Kuvia ei avata. Ilmoita tutkimuksen tehneelle yksikölle.',
      'Bilderna öppnas inte. Meddela enheten som gjorde undersökningen.',
      'No images are opened. Tell the unit that made the study.',
    ],
  ),
  'PHR-0001': row(
    'person',
    [
      'Potilaan lupa hyvinvointitietoihin on päättynyt tai peruttu.',
      'Patientens tillstånd till välmåendeuppgifter har upphört eller återkallats.',
      "The patient's permission to wellbeing data has ended or was withdrawn.",
    ],
    [
      'Tietoja ei näytetä. Pyydä potilaalta uusi lupa, jos tietoja tarvitaan.',
      'Uppgifterna visas inte. Be patienten om ett nytt tillstånd om de behövs.',
      'The data are not shown. Ask the patient for a new permission if they are needed.',
    ],
  ),
  'PHR-0002': row(
    'never',
    [
      'Omatietovaranto vastasi vanhalla FHIR STU3 -versiolla, jota tämä ohjelma ei lue.',
      'Datalagret för egna uppgifter svarade med den gamla versionen FHIR STU3, som programmet inte läser.',
      'The Kanta PHR answered in the old version FHIR STU3, which this program does not read.',
    ],
    [
      'Ilmoita ylläpidolle: palvelun osoitteen on oltava R4-rajapinta.',
      'Meddela underhållet: tjänstens adress ska vara gränssnittet R4.',
      'Tell support: the address of the service has to be the R4 interface.',
    ],
  ),
  'PHR-0003': row(
    'person',
    [
      'Potilas ei antanut lupaa hyvinvointitietoihin.',
      'Patienten gav inte tillstånd till välmåendeuppgifter.',
      'The patient gave no permission to wellbeing data.',
    ],
    [
      'Tietoja ei näytetä. Hoito jatkuu ilman niitä.',
      'Uppgifterna visas inte. Vården fortsätter utan dem.',
      'The data are not shown. Care goes on without them.',
    ],
  ),
  'PHR-0004': row(
    'person',
    [
      'Lupapyyntö vanheni tai peruttiin ennen vastausta.',
      'Begäran om tillstånd föråldrades eller avbröts före svaret.',
      'The request for permission expired or was cancelled before an answer.',
    ],
    ['Pyydä lupa uudelleen.', 'Be om tillstånd på nytt.', 'Ask for the permission again.'],
  ),
  // COV: COVID certificates
  'COV-0001': row(
    'person',
    [
      'Todistusta ei voi verrata: sitä ei voitu lukea tai allekirjoitus ei ole aito.',
      'Intyget kan inte jämföras: det kunde inte läsas eller underskriften är inte äkta.',
      'The certificate cannot be compared: it could not be read, or its signature is not genuine.',
    ],
    ['Lue todistus uudelleen.', 'Läs intyget på nytt.', 'Read the certificate again.'],
  ),
} as const satisfies Record<`${string}-${number}`, Refusal>;
