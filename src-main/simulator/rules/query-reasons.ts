/** Who may ask the Prescription Centre under a reason. `nobody`: batch runs, citizens and authorities have ways of their own. */
export type Askers = 'anyone' | 'care' | 'pharmacies' | 'nobody';

/**
 * What a query of metadata gives under a reason: `asked` what was asked for, less what the rules of access leave out; the others
 * narrow or widen it.
 * `supervision`: the viewing log of one's own organisation and nothing else.
 */
export type Yield = 'asked' | 'controlled' | 'doseChanged' | 'doseNew' | 'dosePatients' | 'supervision';

export type QueryReason = Readonly<{ code: string; says: string; for: Askers; gives: Yield }>;
const row = (code: string, says: string, whose: Askers, gives: Yield = 'asked'): QueryReason => ({
  code,
  says,
  for: whose,
  gives,
});

/**
 * The query reasons of code system 1.2.246.537.5.40110.2006; names from Kela's CDA library. Who may use each and what each
 * gives is this Centre's reading: the search rules of health care and pharmacies are not public.
 */
export const QUERY_REASONS: readonly QueryReason[] = [
  row('1', 'treatment', 'anyone'),
  row('2', 'urgent treatment', 'care'),
  row('3', 'cancellation', 'anyone'),
  row('4', 'correction', 'anyone'),
  row('5', 'summary', 'anyone'),
  row('6', 'dispensing', 'pharmacies'),
  row('7', 'correction or cancellation of a dispensing', 'pharmacies'),
  row('8', 'sickness-insurance reimbursement', 'anyone'),
  row('10', 'patient instruction', 'anyone'),
  row('11', 'status of a renewal', 'anyone'),
  row('12', 'citizen view', 'nobody'),
  row('13', 'citizen log view', 'nobody'),
  row('14', 'supervision of use', 'anyone', 'supervision'),
  row('15', 'batch runs', 'nobody'),
  row('16', 'fetch of renewal requests', 'care'),
  row('17', 'changed prescriptions of dose-dispensing patients', 'pharmacies', 'doseChanged'),
  row('18', 'new prescriptions of dose-dispensing patients', 'pharmacies', 'doseNew'),
  row('20', 'PKV medicines and narcotics', 'anyone', 'controlled'),
  row('21', 'handling of a renewal request', 'care'),
  row('22', 'purchase abroad', 'anyone'),
  row('23', 'copy for travel', 'anyone'),
  row('24', 'sending of a renewal request', 'anyone'),
  row('25', 'technical fault', 'anyone'),
  row('26', 'denied prescription for correction', 'anyone'),
  row('27', 'maintenance of denials', 'anyone'),
  row('28', 'printing of an instruction later', 'anyone'),
  row('29', 'prescriptions of dose-dispensing patients', 'pharmacies', 'dosePatients'),
  row('99', 'other', 'anyone'),
];

const BY_CODE: ReadonlyMap<string, QueryReason> = new Map(QUERY_REASONS.map(one => [one.code, one]));
export const reasonOf = (code: string): QueryReason | null => BY_CODE.get(code) ?? null;

/** May an organisation of this kind ask under the reason? */
export const mayAsk = ({ for: whose }: QueryReason, isPharmacy: boolean): boolean =>
  whose === 'anyone' || (whose === 'pharmacies' ? isPharmacy : whose === 'care' && !isPharmacy);
