import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { type Finding } from '../../../shared/domain/finding.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, Button, FindingList, TextField } from '../../ui/index.ts';
import { FindingLine, sortedFindings } from '../signing/index.ts';
import { type FieldFault, type NoteStore } from './note.store.ts';
import { noteTexts } from './note.texts.ts';

type NoteFindingsProps = Readonly<{ note: NoteStore; onField: (field: string | null) => void }>;

/** What the rules say of the note, blocks first; what must be taken on is taken on here. */
export function NoteFindings({ note, onField }: NoteFindingsProps) {
  const t = useTexts(noteTexts);
  const words = useFailureWords();
  const findings = useStore(note, state => state.findings);
  const checking = useStore(note, state => state.checking);
  const confirmations = useStore(note, state => state.form.confirmations);
  const sorted = sortedFindings(findings);
  return (
    <>
      {checking.at === 'failed' && (
        <Banner kind="error">{`${t('notChecked')}. ${words(checking.failure).says}`}</Banner>
      )}
      <FindingList label={t('findings')}>
        {sorted.map(finding => (
          <OneFinding
            key={finding.rule}
            finding={finding}
            reason={confirmations.find(one => one.rule === finding.rule)?.reason ?? ''}
            note={note}
            onField={onField}
          />
        ))}
      </FindingList>
    </>
  );
}

type OneFindingProps = NoteFindingsProps & Readonly<{ finding: Finding; reason: string }>;

function OneFinding({ finding, reason, note, onField }: OneFindingProps) {
  const t = useTexts(noteTexts);
  const [isAsking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const [closed, setClosed] = useState(0);
  const needsReason = finding.severity === 'confirm' || finding.severity === 'notChecked';
  useEffect(() => {
    if (closed > 0) opener.current?.focus();
  }, [closed]);
  const close = (): void => {
    setAsking(false);
    setClosed(times => times + 1);
  };
  return (
    <FindingLine
      finding={finding}
      {...(isAsking || reason === '' ? {} : { reason })}
      {...(finding.field === null ? {} : { onPress: () => onField(finding.field) })}
      action={
        needsReason && !isAsking ? (
          <Button variant="quiet" buttonRef={opener} onPress={() => setAsking(true)}>
            {t(reason === '' ? 'confirm' : 'confirmAgain')}
          </Button>
        ) : undefined
      }
    >
      {isAsking ? <ReasonForm note={note} rule={finding.rule} reason={reason} onClose={close} /> : undefined}
    </FindingLine>
  );
}

type ReasonFormProps = Readonly<{ note: NoteStore; rule: string; reason: string; onClose: () => void }>;

function ReasonForm({ note, rule, reason, onClose }: ReasonFormProps) {
  const t = useTexts(noteTexts);
  const [typed, setTyped] = useState(reason);
  const [fault, setFault] = useState<FieldFault | null>(null);
  const take = (text: string): void => {
    const refused = note.getState().confirm(rule, text);
    setFault(refused);
    if (refused === null) onClose();
  };
  const guard = (event: FormEvent<HTMLDivElement>): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    const refused = note.getState().judgeReason(event.target.value);
    setFault(refused);
    if (refused !== null) event.stopPropagation();
  };
  return (
    <div
      onChangeCapture={guard}
      onKeyDown={event => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <TextField
        label={t('confirmReason')}
        width="full"
        help={t('confirmHelp')}
        error={
          fault === null
            ? undefined
            : t(fault.fault === 'text-too-long' ? 'text-too-long' : 'text-forbidden-character', fault)
        }
        value={typed}
        onChange={setTyped}
        onEnter={() => take(typed)}
        autoFocus
      />
      <Button keys="Enter" onPress={() => take(typed)}>
        {t('confirm')}
      </Button>
    </div>
  );
}
