/** How somebody asks for the data of a prescription. */
export type AccessAsking = Readonly<{
  /** Code of 1.2.246.537.5.40110.2006. */
  reason: string;
  isPharmacy: boolean;
  /** Of the provider whose unit wrote it. */
  isPrescribersSide: boolean;
  /** By its own identifier, which the patient instruction and the summary carry; or it is in this pharmacy's hands. */
  isNamed: boolean;
}>;

export type AccessAsked = Readonly<{
  /** Moved to the Prescription Archive. */
  isArchived: boolean;
  isDenied: boolean;
  /** A PKV medicine or a narcotic. */
  isControlled: boolean;
  /** The patient lets health care see denied prescriptions in an emergency, all of them at once. */
  isOpenInEmergency: boolean;
}>;

/** Reasons with a rule of their own. */
const DISPENSING = '6';
const URGENT = '2';
const ABROAD = '22';
const MAINTENANCE = '27';

type AccessRule = Readonly<{
  id: string;
  source: string;
  says: string;
  shows: boolean;
  holds(asking: AccessAsking, asked: AccessAsked): boolean;
}>;

const DENIAL = 'kanta.fi, denial of disclosure of prescription data';

/** Who may read what, by this Centre's own reading: the first row that holds decides. The last one always holds. */
export const ACCESS_RULES: readonly AccessRule[] = [
  {
    id: 'SIM-AC-001',
    source: 'own choice: the archive is a state of retention; professionals have no way into it',
    says: 'What is in the Prescription Archive is shown to the citizen only',
    shows: false,
    holds: (_asking, { isArchived }) => isArchived,
  },
  {
    id: 'SIM-AC-002',
    source: 'kanta.fi, disclosure of prescription data in care',
    says: 'In care no consent is asked: what is not denied is shown',
    shows: true,
    holds: (_asking, { isDenied }) => !isDenied,
  },
  {
    id: 'SIM-AC-003',
    source: DENIAL,
    says: 'A denied prescription does not go abroad, whatever it is and however it is asked for',
    shows: false,
    holds: ({ reason }) => reason === ABROAD,
  },
  {
    id: 'SIM-AC-004',
    source: 'Kela CDA library, query reason 27',
    says: 'Whoever keeps the denials up with the patient sees what is denied',
    shows: true,
    holds: ({ reason }) => reason === MAINTENANCE,
  },
  {
    id: 'SIM-AC-005',
    source: DENIAL,
    says: 'PKV medicines and narcotics are shown despite a denial',
    shows: true,
    holds: (_asking, { isControlled }) => isControlled,
  },
  {
    id: 'SIM-AC-006',
    source: DENIAL,
    says: 'By the identifier of the patient instruction or the summary it is found, and can be dispensed',
    shows: true,
    holds: ({ isNamed }) => isNamed,
  },
  {
    id: 'SIM-AC-007',
    source: 'kanta.fi, disclosure of prescription data in care',
    says: 'The prescriber and the provider that prescribed still see it',
    shows: true,
    holds: ({ isPrescribersSide, isPharmacy }) => isPrescribersSide && !isPharmacy,
  },
  {
    id: 'SIM-AC-008',
    source: DENIAL,
    says: 'In an emergency health care sees it only where the patient has allowed that beforehand',
    shows: true,
    holds: ({ reason, isPharmacy }, { isOpenInEmergency }) => reason === URGENT && !isPharmacy && isOpenInEmergency,
  },
  {
    id: 'SIM-AC-009',
    source: DENIAL,
    says: 'Nobody else finds a denied prescription, and nothing tells that one was left out',
    shows: false,
    holds: () => true,
  },
];

/** @throws Error never in practice: the last row holds for everybody */
export function accessTo(asking: AccessAsking, asked: AccessAsked): AccessRule {
  const row = ACCESS_RULES.find(rule => rule.holds(asking, asked));
  if (row === undefined) throw new Error('no rule decides');
  return row;
}

/**
 * A pharmacy fetches a customer's prescriptions for dispensing at the customer's oral request, and says so (kanta.fi,
 * disclosure of prescription data). What is asked for by its own identifier was shown by the customer.
 */
export const lacksRequest = (reason: string, relation: string | null, isByPatient: boolean): boolean =>
  isByPatient && reason === DISPENSING && (relation ?? '').trim() === '';
