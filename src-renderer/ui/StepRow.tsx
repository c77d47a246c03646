import { Check, X } from 'lucide-react';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import type { Tone } from './tone.ts';
import css from './StepRow.module.css';
import tones from './tones.module.css';

export type Step = Readonly<{
  id: string;
  label: string;
  state: 'done' | 'current' | 'failed' | 'todo';
  /** Of the current step; `ok` only for accepted. Failed is always `stop`. */
  tone?: Tone;
  /** When, or what it waits for; stands after the word of the current step. */
  detail?: string;
}>;
export type StepRowProps = Readonly<{ label: string; steps: readonly Step[] }>;

/** Signed, queued, sent, accepted: where an act is. The current step stands in words, the others as marks with names. */
export function StepRow({ label, steps }: StepRowProps) {
  return (
    <ol className={css.steps} aria-label={label}>
      {steps.map(step => {
        const isNamed = step.state === 'current' || step.state === 'failed';
        return (
          <li
            key={step.id}
            className={cx(css.step, css[step.state], tones[step.state === 'failed' ? 'stop' : (step.tone ?? 'info')])}
            aria-current={isNamed ? 'step' : undefined}
            title={isNamed ? undefined : step.label}
          >
            <span className={css.mark} aria-hidden="true">
              {step.state === 'failed' && <Icon of={X} size={12} />}
              {(step.state === 'done' || (step.state === 'current' && step.tone === 'ok')) && (
                <Icon of={Check} size={12} />
              )}
            </span>
            <span className={isNamed ? css.word : css.hidden}>{step.label}</span>
            {isNamed && step.detail !== undefined && <span className={css.detail}>{step.detail}</span>}
          </li>
        );
      })}
    </ol>
  );
}
