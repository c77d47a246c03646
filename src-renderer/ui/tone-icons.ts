import { CircleCheck, CircleDashed, GraduationCap, Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { IconShape } from './Icon.tsx';
import type { Tone } from './tone.ts';

/** The icon of a tone where the caller names none: colour never stands alone. */
export const TONE_ICONS: Readonly<Record<Tone, IconShape>> = {
  ok: CircleCheck,
  warn: TriangleAlert,
  stop: OctagonAlert,
  info: Info,
  neutral: CircleDashed,
  practice: GraduationCap,
};
