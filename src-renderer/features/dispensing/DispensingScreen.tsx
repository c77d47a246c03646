import { type LocalDate } from '../../../shared/kernel/time.ts';

import { type OpenPatient } from '../patients/index.ts';
import { Screen } from '../../ui/index.ts';

export type DispensingScreenProps = Readonly<{
  open: OpenPatient;
  nowMs: number;
  today: LocalDate;
  onGo: (area: 'home' | 'prescribing' | 'dispensing' | 'records' | 'queue' | 'settings') => void;
}>;

export function DispensingScreen({ open }: DispensingScreenProps) {
  return <Screen title={open.patient.family}>{null}</Screen>;
}
