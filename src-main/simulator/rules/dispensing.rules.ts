import { type CdaAuthor, type CdaDispensing, type CdaHeader } from '../cda/cda-types.ts';
import { exactAmount } from './amounts.ts';
import { type Rule, rule } from './rule.ts';

export type DispensingDocument = Readonly<{ header: CdaHeader; body: CdaDispensing; dispenser: CdaAuthor | null }>;

const CDA = 'Kela CDA library (KantaCDA-API), dispensing samples';

/** Content of a dispensing, its correction and its cancellation. Field numbers: Lääkityslista 1.2.246.537.6.12.2002.126. */
export const DISPENSING_RULES: readonly Rule<DispensingDocument>[] = [
  rule(
    'SIM-DP-001',
    CDA,
    'E-FORM',
    'required',
    [
      'Toimituksen tekijä tai hänen ammattioikeutensa puuttuu.',
      'Den som expedierat eller dennes rätt saknas.',
      'The dispenser or the right is missing.',
    ],
    ({ dispenser }) => dispenser !== null && dispenser.registrationNumber !== null && dispenser.right !== null,
  ),
  rule(
    'SIM-DP-002',
    CDA,
    'E-REF',
    'required',
    [
      'Viittaus lääkemääräykseen puuttuu tai otsake ja runko eroavat.',
      'Hänvisningen till receptet saknas, eller rubriken och innehållet skiljer sig.',
      'The reference to the prescription is missing, or header and body differ.',
    ],
    ({ header, body }) =>
      body.prescription !== null && (header.related?.kind !== 'APND' || header.related.oid === body.prescription.oid),
  ),
  rule(
    'SIM-DP-003',
    CDA,
    'E-FORM',
    'required',
    ['Toimituspäivä puuttuu.', 'Expedieringsdagen saknas.', 'The date of dispensing is missing.'],
    ({ body }) => body.handedOverAt !== null,
  ),
  rule(
    'SIM-DP-004',
    CDA,
    'E-QTY',
    'required',
    [
      'Toimitettu määrä puuttuu tai sitä ei voi lukea.',
      'Den expedierade mängden saknas eller kan inte läsas.',
      'The dispensed amount is missing or cannot be read.',
    ],
    ({ body }) => exactAmount(body.amount) !== null,
  ),
  rule(
    'SIM-DP-006',
    CDA,
    'E-FORM',
    'required',
    [
      'Tieto kokonaan toimitetusta tai lääkevaihdosta puuttuu.',
      'Uppgiften om full expediering eller utbyte saknas.',
      'Whether it is fully dispensed or substituted is missing.',
    ],
    ({ body }) => body.fully !== null && body.substituted !== null,
  ),
  rule(
    'SIM-DP-007',
    CDA,
    'E-FORM',
    'required',
    ['Valmisteen laji puuttuu.', 'Preparatets slag saknas.', 'The product kind is missing.'],
    ({ body }) => body.productKind !== null,
  ),
  rule(
    'SIM-DP-008',
    CDA,
    'E-FORM',
    'required',
    [
      'VNR-numero tai kauppanimi puuttuu.',
      'VNR-nummer eller handelsnamn saknas.',
      'The VNR number or the trade name is missing.',
    ],
    ({ body }) =>
      body.productKind === null ||
      !['1', '2', '3', '4'].includes(body.productKind) ||
      (/^\d{6}$/.test(body.vnr ?? '') && body.tradeName !== null),
  ),
  rule(
    'SIM-DP-009',
    `${CDA}; code system 1.2.246.537.6.604.2014`,
    'E-FORM',
    'value',
    [
      'Toimitettu valmiste ei ole nimetty, tai sen laji ei ole toimitettava.',
      'Det expedierade preparatet är inte namngivet, eller dess slag kan inte expedieras.',
      'The dispensed product is not named, or is of a kind that is not dispensed.',
    ],
    // Kind 9 is prescribed, never handed over; 5 and 8 are not in use.
    ({ body }) =>
      body.productKind === null ||
      (['1', '2', '3', '4', '6', '7', '10', '11'].includes(body.productKind) &&
        (body.tradeName !== null || body.atcName !== null)),
  ),
  rule(
    'SIM-DP-010',
    `${CDA}, LL 124`,
    'E-FORM',
    'value',
    [
      'Apteekissa valmistettu ja valmisteen laji eivät vastaa toisiaan.',
      'Apoteksberett och preparatets slag stämmer inte överens.',
      'Made by the pharmacy and the kind of the product do not agree.',
    ],
    ({ body }) => body.pharmacyMade === null || body.pharmacyMade === (body.productKind === '7'),
  ),
];
