import { type LocalDate } from '../../../shared/kernel/time.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type OpenPatient } from '../patients/index.ts';
import { Screen } from '../../ui/index.ts';

export type RecordsScreenProps = Readonly<{
  open: OpenPatient;
  nowMs: number;
  today: LocalDate;
  onGo: (area: 'home' | 'prescribing' | 'dispensing' | 'records' | 'queue' | 'settings') => void;
  /** Opens the service event of this visit; null when it is open now. */
  onOpenServiceEvent: () => Promise<Failure | null>;
}>;

export function RecordsScreen({ open }: RecordsScreenProps) {
  return <Screen title={open.patient.family}>{null}</Screen>;
}
