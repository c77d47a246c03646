import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type Finding } from '../../../shared/domain/finding.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, FindingList, Tag, TextField } from '../../ui/index.ts';
import { askHealth } from '../patients/index.ts';
import { FindingLine, sortedFindings } from '../signing/index.ts';
import { type DraftItem } from './drafts.store.ts';
import { allergiesUnchecked, fieldOf, proposedReason, reasonOf } from './form-judgement.ts';
import { formTexts } from './form.texts.ts';
import css from './prescribing.module.css';

type FindingsRailProps = Readonly<{
  item: DraftItem;
  /** Rule whose reason is being written. */
  openRule: string | null;
  onOpenRule: (rule: string | null) => void;
  onConfirm: (rule: string, reason: string) => void;
  onField: (field: string) => void;
}>;

const asksReason = ({ severity }: Finding): boolean => severity === 'confirm' || severity === 'notChecked';

/** The check waits for an answer about the patient: weight, kidney function or pregnancy, never given or too old. */
const missesHealth = ({ inputs }: Finding): boolean =>
  inputs['pregnancy'] === 'not recorded' ||
  inputs['weightKg'] === 'unknown' ||
  inputs['egfr'] === 'not recorded' ||
  inputs['egfr']?.startsWith('too old') === true;

/** What the rules found, beside the form; blocks first. What asks for a reason takes it in place. */
export function FindingsRail({ item, openRule, onOpenRule, onConfirm, onField }: FindingsRailProps) {
  const t = useTexts(formTexts);
  const { findings, form } = item;
  if (findings === null) return <p className={css.wait}>{t('findingsWait')}</p>;
  return (
    <>
      <FindingList label={t('findings')}>
        {sortedFindings(findings).map(finding => {
          const reason = reasonOf(form.confirmations, finding.rule);
          const isOpen = openRule === finding.rule;
          const field = fieldOf(finding);
          const allergies = allergiesUnchecked(finding);
          return (
            <FindingLine
              key={finding.rule}
              finding={finding}
              reason={isOpen ? undefined : reason}
              note={
                allergies === '' ? undefined : (
                  <Tag tone="stop" look="plain">
                    {t('onRecord', { allergies })}
                  </Tag>
                )
              }
              onPress={missesHealth(finding) ? askHealth : field === null ? undefined : () => onField(field)}
              action={
                isOpen ? undefined : (
                  <>
                    {missesHealth(finding) && (
                      <Button variant="quiet" keys="Ctrl+Shift+H" onPress={askHealth}>
                        {t('recordFact')}
                      </Button>
                    )}
                    {asksReason(finding) && (
                      <Button variant="quiet" onPress={() => onOpenRule(finding.rule)}>
                        {reason === undefined ? t('giveReason') : t('changeReason')}
                      </Button>
                    )}
                  </>
                )
              }
            >
              {isOpen ? (
                <ReasonForm
                  start={reason ?? proposedReason(finding, t('defaultNotChecked'))}
                  onTake={text => onConfirm(finding.rule, text)}
                  onLeave={() => onOpenRule(null)}
                />
              ) : null}
            </FindingLine>
          );
        })}
      </FindingList>
      {findings.length === 0 && <p className={css.wait}>{t('noFindings')}</p>}
    </>
  );
}

type ReasonFormProps = Readonly<{ start: string; onTake: (reason: string) => void; onLeave: () => void }>;

/** Enter takes the reason as it stands, Esc leaves it. */
function ReasonForm({ start, onTake, onLeave }: ReasonFormProps) {
  const t = useTexts(formTexts);
  const [reason, setReason] = useState(start);
  const [isEmpty, setEmpty] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const take = (): void => {
    setEmpty(reason.trim() === '');
    if (reason.trim() !== '') onTake(reason);
  };
  return (
    <form
      className={css.reasonForm}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        take();
      }}
      onKeyDown={event => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onLeave();
      }}
    >
      <TextField
        label={t('reason')}
        value={reason}
        onChange={setReason}
        onEnter={take}
        error={isEmpty ? t('reasonNeeded') : undefined}
        inputRef={input}
        width="full"
      />
      <span>
        <Button type="submit" keys="Enter">
          {t('accept')}
        </Button>
      </span>
    </form>
  );
}
