import { isDecimal, isPositive } from '../../../shared/kernel/decimal.ts';
import { type LocalDate, ageInYears } from '../../../shared/kernel/time.ts';
import { type CdaAuthor, type CdaHeader, type CdaPrescription } from '../cda/cda-types.ts';
import { validUntil } from './validity.ts';
import { type Rule, rule } from './rule.ts';

export type PrescriptionDocument = Readonly<{
  header: CdaHeader;
  body: CdaPrescription;
  prescriber: CdaAuthor | null;
  recorder: CdaAuthor | null;
}>;

const CDA = 'Kela CDA library (KantaCDA-API), cardinalities of the prescription samples';
const KANTA = 'Kela, Prescription Centre instructions';

const positive = (text: string | null | undefined): boolean =>
  text !== null && text !== undefined && isDecimal(text) && isPositive(text);
const whole = (text: string | null): boolean => text !== null && /^[1-9]\d{0,5}$/.test(text);
const among = (value: string | null, allowed: readonly string[]): boolean => value !== null && allowed.includes(value);
const DURATION_UNITS = ['d', 'wk', 'mo', 'a'];
/** Kinds of 1.2.246.537.6.604.2014 whose product stands in the Pharmaceutical Database. */
const IN_DATABASE = ['1', '2', '3', '4'];

/** Content of a prescription, its correction and its cancellation. Field numbers: Lääkityslista 1.2.246.537.6.12.2002.126. */
export const PRESCRIPTION_RULES: readonly Rule<PrescriptionDocument>[] = [
  rule(
    'SIM-RX-010',
    CDA,
    'E-FORM',
    'required',
    [
      'Lääkkeen määrääjän rekisteröintinumero, yksilöintitunnus, ammattioikeus tai nimi puuttuu.',
      'Förskrivarens registreringsnummer, identifieringskod, rätt eller namn saknas.',
      'The prescriber’s registration number, identifier, right or name is missing.',
    ],
    ({ prescriber }) =>
      prescriber !== null &&
      prescriber.registrationNumber !== null &&
      prescriber.identifierNumber !== null &&
      prescriber.right !== null &&
      prescriber.name.family !== null,
  ),
  rule(
    'SIM-RX-011',
    CDA,
    'E-FORM',
    'required',
    ['Määräyspäivä puuttuu.', 'Förskrivningsdagen saknas.', 'The date of prescribing is missing.'],
    ({ body }) => body.prescribedAt !== null,
  ),
  rule(
    'SIM-RX-012',
    KANTA,
    'E-FORM',
    'business-rule',
    [
      'Voimassaolon loppu on liian myöhään tai ennen määräyspäivää.',
      'Giltighetstidens slut är för sent eller före förskrivningsdagen.',
      'The end of validity is too late or before the date of prescribing.',
    ],
    ({ body }) => {
      if (!body.prescribedAt || !body.validUntil) return true;
      return (
        body.validUntil.date >= body.prescribedAt.date &&
        body.validUntil.date <= validUntil({ ...body, validUntil: null }, body.prescribedAt.date)
      );
    },
  ),
  rule(
    'SIM-RX-013',
    CDA,
    'E-CODE',
    'code-invalid',
    [
      'Valmisteen laji puuttuu tai on tuntematon.',
      'Preparatets slag saknas eller är okänt.',
      'The product kind is missing or unknown.',
    ],
    ({ body }) => among(body.productKind, [...IN_DATABASE, '6', '7', '9', '10', '11']),
  ),
  rule(
    'SIM-RX-014',
    CDA,
    'E-FORM',
    'required',
    [
      'VNR-numero tai kauppanimi puuttuu.',
      'VNR-nummer eller handelsnamn saknas.',
      'The VNR number or the trade name is missing.',
    ],
    ({ body }) => !among(body.productKind, IN_DATABASE) || (body.vnr !== null && body.tradeName !== null),
  ),
  rule(
    'SIM-RX-015',
    CDA,
    'E-FORM',
    'value',
    [
      'VNR-numero ei kuulu tähän valmisteen lajiin tai ei ole kuusinumeroinen.',
      'VNR-numret hör inte till detta slag eller har inte sex siffror.',
      'A VNR number does not belong to this kind, or has not six digits.',
    ],
    ({ body }) => body.vnr === null || (/^\d{6}$/.test(body.vnr) && !among(body.productKind, ['9', '10', '11'])),
  ),
  rule(
    'SIM-RX-016',
    CDA,
    'E-FORM',
    'required',
    [
      'ATC-koodi, vahvuus tai lääkemuoto puuttuu.',
      'ATC-kod, styrka eller läkemedelsform saknas.',
      'The ATC code, strength or form is missing.',
    ],
    ({ body }) => body.productKind !== '9' || (body.atc !== null && body.strength !== null && body.form !== null),
  ),
  rule(
    'SIM-RX-017',
    CDA,
    'E-FORM',
    'required',
    [
      'Apteekissa valmistettavan lääkkeen valmistusohje puuttuu.',
      'Beredningsanvisningen för läkemedlet saknas.',
      'The preparation instruction is missing.',
    ],
    ({ body }) => body.productKind !== '7' || body.preparation !== null,
  ),
  rule(
    'SIM-RX-018',
    CDA,
    'E-FORM',
    'required',
    [
      'Lääketietokannan versio puuttuu.',
      'Läkemedelsdatabasens version saknas.',
      'The version of the Pharmaceutical Database is missing.',
    ],
    ({ body }) => body.vnr === null || body.databaseVersion !== null,
  ),
  rule(
    'SIM-RX-019',
    CDA,
    'E-CODE',
    'code-invalid',
    [
      'Määrän esittämistapa puuttuu tai on tuntematon.',
      'Sättet att ange mängden saknas eller är okänt.',
      'The amount mode is missing or unknown.',
    ],
    ({ body }) => among(body.amountMode, ['1', '2', '3']),
  ),
  rule(
    'SIM-RX-020',
    CDA,
    'E-QTY',
    'required',
    [
      'Pakkausten määrä tai pakkauskoon teksti puuttuu.',
      'Antal förpackningar eller förpackningsstorlekens text saknas.',
      'The number of packages or the text of the package size is missing.',
    ],
    ({ body }) =>
      body.amountMode !== '1' ||
      (whole(body.packages) &&
        body.packageSizeText !== null &&
        (body.packageSize === null || positive(body.packageSize.value))),
  ),
  rule(
    'SIM-RX-021',
    CDA,
    'E-QTY',
    'required',
    [
      'Kokonaismäärä tai sen yksikkö puuttuu.',
      'Totalmängden eller dess enhet saknas.',
      'The total amount or its unit is missing.',
    ],
    ({ body }) =>
      body.amountMode !== '2' || (positive(body.packageSize?.value) && typeof body.packageSize?.unit === 'string'),
  ),
  rule(
    'SIM-RX-022',
    CDA,
    'E-QTY',
    'required',
    [
      'Hoidon kesto, sen alku tai yksikkö puuttuu.',
      'Behandlingens längd, början eller enhet saknas.',
      'The duration, its start or its unit is missing.',
    ],
    ({ body }) =>
      body.amountMode !== '3' ||
      (body.durationFrom !== null &&
        positive(body.duration?.value) &&
        among(body.duration?.unit ?? null, DURATION_UNITS)),
  ),
  rule(
    'SIM-RX-023',
    CDA,
    'E-QTY',
    'required',
    [
      'Iteroinnin teksti tai lukumäärä puuttuu.',
      'Itereringens text eller antal saknas.',
      'The text or the count of the iteration is missing.',
    ],
    ({ body }) =>
      (body.iterationText === null && body.iterationCount === null && body.iterationInterval === null) ||
      (body.iterationText !== null && whole(body.iterationCount)),
  ),
  rule(
    'SIM-RX-024',
    CDA,
    'E-FORM',
    'required',
    ['Annostusohje puuttuu.', 'Doseringsanvisningen saknas.', 'The dosage text is missing.'],
    ({ body }) => body.textOnly !== null && body.dosageText !== null,
  ),
  rule(
    'SIM-RX-025',
    CDA,
    'E-FORM',
    'required',
    [
      'Rakenteisesta annostuksesta puuttuu annos.',
      'Den strukturerade doseringen saknar dos.',
      'A structured dosage lacks its dose.',
    ],
    ({ body }) =>
      body.textOnly !== false || (body.doses.length > 0 && body.doses.every(d => positive(d.low) && positive(d.high))),
  ),
  rule(
    'SIM-RX-026',
    CDA,
    'E-FORM',
    'required',
    [
      'Pakollinen kyllä/ei-tieto puuttuu.',
      'En obligatorisk ja/nej-uppgift saknas.',
      'A mandatory yes/no field is missing.',
    ],
    ({ body }) =>
      [
        body.sic,
        body.permanent,
        body.renewalForbidden,
        body.substitutionForbidden,
        body.doseDispensing,
        body.startOfUse,
        body.narcotic,
      ].every(v => v !== null),
  ),
  rule(
    'SIM-RX-027',
    CDA,
    'E-CODE',
    'code-invalid',
    [
      'Hoitolaji puuttuu tai on tuntematon.',
      'Behandlingens slag saknas eller är okänt.',
      'The treatment kind is missing or unknown.',
    ],
    ({ body }) => body.careKinds.length > 0 && body.careKinds.every(c => ['S', 'T', 'M'].includes(c)),
  ),
  rule(
    'SIM-RX-028',
    CDA,
    'E-CODE',
    'code-invalid',
    [
      'Reseptin laji puuttuu tai on tuntematon.',
      'Receptets slag saknas eller är okänt.',
      'The prescription kind is missing or unknown.',
    ],
    ({ body }) => among(body.prescriptionKind, ['1', '2', '3']),
  ),
  rule(
    'SIM-RX-029',
    CDA,
    'E-FORM',
    'required',
    [
      'Uudistamiskiellon syy tai perustelu puuttuu.',
      'Orsaken till förnyelseförbudet saknas.',
      'The reason of the renewal ban is missing.',
    ],
    ({ body }) =>
      body.renewalForbidden !== true ||
      (body.renewalForbiddenReason !== null &&
        (body.renewalForbiddenReason.code !== '5' || body.renewalForbiddenReason.text !== null)),
  ),
  rule(
    'SIM-RX-030',
    CDA,
    'E-FORM',
    'required',
    [
      'Alle 12-vuotiaan paino puuttuu.',
      'Vikten på barn under 12 år saknas.',
      'The weight of a patient under 12 is missing.',
    ],
    ({ header, body }) => {
      const born = header.patient.birthDate as LocalDate | null;
      return (
        born === null ||
        body.prescribedAt === null ||
        ageInYears(born, body.prescribedAt.date) >= 12 ||
        positive(body.weightKg)
      );
    },
  ),
  rule(
    'SIM-RX-031',
    CDA,
    'E-CODE',
    'code-invalid',
    [
      'Huumausaineen tai PKV-lääkkeen luokka on ristiriitainen.',
      'Klassen för narkotika eller PKV-läkemedel är motstridig.',
      'The narcotic and PKV classes contradict each other.',
    ],
    ({ body }) =>
      (body.pkv === null || ['H', 'P', 'Z'].includes(body.pkv)) && (body.narcotic === true) === (body.pkv === 'H'),
  ),
  rule(
    'SIM-RX-032',
    CDA,
    'E-FORM',
    'required',
    [
      'Huumausainetta saavan potilaan tunnistaminen puuttuu.',
      'Identifieringen av patienten som får narkotika saknas.',
      'The identification of the patient is missing (narcotic).',
    ],
    ({ body }) =>
      body.narcotic !== true ||
      (body.identification !== null && (body.identification.code !== '9' || body.identification.text !== null)),
  ),
  rule(
    'SIM-RX-033',
    CDA,
    'E-FORM',
    'required',
    [
      'Apteekissa tallennetun lääkemääräyksen muoto, syy tai tallentaja puuttuu.',
      'Formen, orsaken eller den som sparat receptet på apoteket saknas.',
      'The form, reason or recorder of a prescription stored by a pharmacy is missing.',
    ],
    ({ body, recorder }) =>
      (recorder !== null) === (body.savedForm !== null) &&
      (body.savedForm === null ||
        (among(body.savedForm, ['1', '2', '3']) &&
          body.savedReason !== null &&
          (body.savedReason.code !== '3' || body.savedReason.text !== null))),
  ),
  rule(
    'SIM-RX-034',
    CDA,
    'E-FORM',
    'value',
    [
      'Annostuksen tauko päättyy ennen kuin alkaa.',
      'Pausen i doseringen slutar innan den börjar.',
      'A pause of the dosage ends before it begins.',
    ],
    ({ body }) => !body.pauseFrom || !body.pauseTo || body.pauseFrom.date <= body.pauseTo.date,
  ),
];

/** Cancellation, document type 2. */
export const CANCELLATION_RULES: readonly Rule<PrescriptionDocument>[] = [
  rule(
    'SIM-RX-040',
    CDA,
    'E-CODE',
    'code-invalid',
    [
      'Mitätöinnin tyyppi puuttuu tai on tuntematon.',
      'Makuleringens typ saknas eller är okänd.',
      'The cancellation type is missing or unknown.',
    ],
    ({ body }) => among(body.cancelType, ['1', '2', '3']),
  ),
  rule(
    'SIM-RX-041',
    CDA,
    'E-FORM',
    'required',
    [
      'Mitätöinnin syy tai sen teksti puuttuu.',
      'Makuleringens orsak eller dess text saknas.',
      'The reason of the cancellation or its text is missing.',
    ],
    ({ body }) => body.cancelReason !== null && (body.cancelReason.code !== '5' || body.cancelReason.text !== null),
  ),
];

/** Correction, document type 3. */
export const CORRECTION_RULES: readonly Rule<PrescriptionDocument>[] = [
  rule(
    'SIM-RX-050',
    CDA,
    'E-FORM',
    'required',
    [
      'Korjauksen perustelu tai sen teksti puuttuu.',
      'Motiveringen till korrigeringen eller dess text saknas.',
      'The reason of the correction or its text is missing.',
    ],
    ({ body }) =>
      body.correctionReason !== null && (body.correctionReason.code !== '5' || body.correctionReason.text !== null),
  ),
];
