import { type Authorisation } from '../../../../shared/domain/records/authorisation.ts';

/** An authorisation that was granted at this desk; the queue says where it and its end are. */
export type OwnAuthorisation = Readonly<{ patientId: string; authorisation: Authorisation }>;

export interface Authorisations {
  /** Takes the place of what was kept of the same one. */
  put(own: OwnAuthorisation): void;
  ofPatient(patientId: string): readonly OwnAuthorisation[];
}
