import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import { TONE_ICONS } from './tone-icons.ts';
import type { Tone } from './tone.ts';
import css from './PatientBar.module.css';
import tones from './tones.module.css';

export type PatientFact = Readonly<{ id: string; label: string; value: ReactNode; tone?: Tone }>;
export type PatientBarProps = Readonly<{
  name: string;
  /** Identity code, hidden or shown; grouped for reading. */
  code: ReactNode;
  facts: readonly PatientFact[];
  /** Buttons and chips at the right: who collects, break-glass, close. */
  end?: ReactNode;
}>;

/** Content of AppFrame's `patientBar`: who this is, first and always. */
export function PatientBar({ name, code, facts, end }: PatientBarProps) {
  return (
    <div className={css.bar}>
      <div className={css.who}>
        <strong className={css.name}>{name}</strong>
        <span className={css.code}>{code}</span>
      </div>
      <dl className={css.facts}>
        {facts.map(fact => (
          <div key={fact.id} className={cx(css.fact, fact.tone !== undefined && tones[fact.tone])}>
            <dt className={css.label}>{fact.label}</dt>
            <dd className={cx(css.value, fact.tone !== undefined && css.toned)}>
              {fact.tone !== undefined && <Icon of={TONE_ICONS[fact.tone]} />}
              {fact.value}
            </dd>
          </div>
        ))}
      </dl>
      {end !== undefined && <div className={css.end}>{end}</div>}
    </div>
  );
}
