/** Kinds of prescription messages, 1.2.246.537.5.40105.2006. Source: Kela CDA library, resepti.properties. */
export const DOCUMENT_TYPES = {
  prescription: '1',
  cancellation: '2',
  correction: '3',
  lock: '4',
  unlock: '5',
  reservation: '6',
  reservationRelease: '7',
  renewalRequest: '8',
  renewalAnswer: '9',
  dispensing: '10',
  dispensingCancellation: '11',
  dispensingCorrection: '12',
  patientInstruction: '13',
  summary: '14',
  renewalStatus: '15',
  doseDispensing: '16',
  doseDispensingRelease: '17',
  dispensingHoldRelease: '18',
  viewingLog: '19',
  protectionOfficerLog: '20',
} as const;
export type DocumentTypeCode = (typeof DOCUMENT_TYPES)[keyof typeof DOCUMENT_TYPES];
