import { type LocalDate } from '../../../shared/kernel/time.ts';

import { type OpenPatient } from '../patients/index.ts';
import { Screen } from '../../ui/index.ts';

export type PrescribingScreenProps = Readonly<{
  open: OpenPatient;
  nowMs: number;
  today: LocalDate;
  onGo: (area: 'home' | 'prescribing' | 'dispensing' | 'records' | 'queue' | 'settings') => void;
}>;

export function PrescribingScreen({ open }: PrescribingScreenProps) {
  return <Screen title={open.patient.family}>{null}</Screen>;
}
