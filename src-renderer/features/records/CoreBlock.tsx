import { useRef, useState } from 'react';
import { X } from 'lucide-react';
import { useStore } from 'zustand';
import {
  CORE_SHAPES,
  type CoreContent,
  type CoreEntry,
  readWrittenCode,
} from '../../../shared/domain/records/core-data.ts';
import { type CoreField, FIELD_SHAPES } from '../../../shared/domain/records/core-fields.ts';
import { coreFaults } from '../../../shared/domain/records/core-data.rules.ts';
import { readDecimal } from '../../../shared/kernel/decimal.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { DateField, type FieldWidth, IconButton, Select, TextArea, TextField, useAnnouncer } from '../../ui/index.ts';
import { CodeField } from './CodeField.tsx';
import { coreOf } from './note-form.ts';
import { type NoteStore } from './note.store.ts';
import { structuredTexts } from './structured.texts.ts';
import css from './records.module.css';

type CoreBlockProps = Readonly<{
  note: NoteStore;
  content: CoreContent;
  lang: 'fi' | 'sv';
  today: LocalDate;
  autoFocus: boolean;
}>;

/** Structured entries of one content: a search line that adds, below it each entry with its fields. */
export function CoreBlock({ note, content, lang, today, autoFocus }: CoreBlockProps) {
  const t = useTexts(structuredTexts);
  const language = useLanguage();
  const { announce } = useAnnouncer();
  const form = useStore(note, state => state.form);
  const entries = coreOf(form, content);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const { name, register, inWords, search } = CORE_SHAPES[content];
  const add = (picked: Readonly<{ code: string | null; name: string; unit?: string }>): void => {
    note.getState().addCore(content, picked, today);
    announce(t('coreAdded', { name: picked.name }));
    // What the entry still asks for is next under the hand.
    requestAnimationFrame(() =>
      list.current?.lastElementChild
        ?.querySelector<HTMLElement>('[data-wanted] input, [data-wanted] textarea')
        ?.focus(),
    );
  };
  return (
    <div className={css.block}>
      {search === null ? null : register === null ? (
        <WrittenCode content={content} label={search[language]} onTake={add} autoFocus={autoFocus} />
      ) : (
        <CodeField
          register={register}
          label={search[language]}
          takesWords={inWords}
          autoFocus={autoFocus}
          onPick={item =>
            add({
              code: item.code === '' ? null : item.code,
              name: (item.short === '' ? item[lang] : item.short) || item.fi,
              unit: item.unit,
            })
          }
          inputRef={input}
        />
      )}
      <div ref={list} role="list" aria-label={name[language]} className={css.cores} hidden={entries.length === 0}>
        {entries.map((entry, at) => (
          <CoreRow
            key={`${at}-${entry.code ?? entry.name}`}
            note={note}
            entry={entry}
            today={today}
            onChange={(field, value) => note.getState().changeCore(content, at, field, value)}
            onRemove={
              search === null
                ? null
                : () => {
                    note.getState().removeCore(content, at);
                    announce(t('coreRemoved', { name: entry.name }));
                    input.current?.focus();
                  }
            }
          />
        ))}
      </div>
    </div>
  );
}

type WrittenCodeProps = Readonly<{
  content: CoreContent;
  label: string;
  onTake: (picked: Readonly<{ code: string; name: string }>) => void;
  autoFocus: boolean;
}>;

/** A code without a register at hand: code and name are written, Enter takes them. */
function WrittenCode({ content, label, onTake, autoFocus }: WrittenCodeProps) {
  const t = useTexts(structuredTexts);
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const take = (): void => {
    const read = readWrittenCode(content, typed);
    setWrong(read === null);
    if (read === null) return;
    onTake(read);
    setTyped('');
  };
  return (
    <TextField
      label={label}
      width="full"
      help={t('writtenHelp')}
      error={isWrong ? t('writtenWrong') : undefined}
      value={typed}
      onChange={text => {
        setTyped(text);
        setWrong(false);
      }}
      onEnter={take}
      maxLength={200}
      autoFocus={autoFocus}
    />
  );
}

type CoreRowProps = Readonly<{
  note: NoteStore;
  entry: CoreEntry;
  today: LocalDate;
  onChange: (field: CoreField, value: string) => void;
  /** Null for what stands in its form from the beginning. */
  onRemove: (() => void) | null;
}>;

function CoreRow({ note, entry, today, onChange, onRemove }: CoreRowProps) {
  const t = useTexts(structuredTexts);
  const isJudged = useStore(note, state => state.isJudged);
  const faults = coreFaults(entry, today);
  const { fields, required } = CORE_SHAPES[entry.content];
  return (
    <div role="listitem" className={css.core} aria-label={entry.name}>
      <div className={css.coreHead}>
        {entry.code !== null && <span className={css.code}>{entry.code}</span>}
        <span className={css.coreName}>{entry.name}</span>
        {onRemove !== null && (
          <IconButton icon={X} label={t('remove', { code: entry.code ?? entry.name })} onPress={onRemove} />
        )}
      </div>
      <div className={css.coreFields}>
        {fields.map(field => {
          const fault = faults.find(each => each.field === field)?.kind;
          const isShown = fault !== undefined && (fault !== 'missing' || isJudged);
          return (
            <CoreFieldInput
              key={field}
              field={field}
              value={entry.fields[field] ?? ''}
              isRequired={required.includes(field)}
              error={isShown ? t(`fault-${fault}`) : undefined}
              today={today}
              onChange={value => onChange(field, value)}
            />
          );
        })}
      </div>
    </div>
  );
}

type CoreFieldInputProps = Readonly<{
  field: CoreField;
  value: string;
  isRequired: boolean;
  error: string | undefined;
  today: LocalDate;
  onChange: (value: string) => void;
}>;

/** Longer texts get lines of their own. */
const LONG = 1000;
const WIDTHS: Readonly<Partial<Record<CoreField, FieldWidth>>> = { unit: 'code', dose: 'code', result: 'short' };

function CoreFieldInput({ field, value, isRequired, error, today, onChange }: CoreFieldInputProps) {
  const t = useTexts(structuredTexts);
  const language = useLanguage();
  const shape = FIELD_SHAPES[field];
  const shared = { label: shape.name[language], isRequired, error };
  const wanted = isRequired && value === '' ? { 'data-wanted': '' } : {};
  switch (shape.type) {
    case 'date':
      return (
        <div {...wanted}>
          <DateField
            {...shared}
            value={value === '' ? null : value}
            {...(shape.future === true ? {} : { max: today })}
            onChange={date => onChange(date ?? '')}
          />
        </div>
      );
    case 'choice':
      return (
        <div {...wanted}>
          <Select
            {...shared}
            width="short"
            placeholder={t('notChosen')}
            items={[
              ...(isRequired ? [] : [{ id: '', label: t('notChosen') }]),
              ...Object.entries(shape.choices).map(([id, label]) => ({ id, label: label[language] })),
            ]}
            value={value === '' ? null : value}
            onChange={onChange}
          />
        </div>
      );
    case 'number':
      return (
        <div {...wanted}>
          <TextField
            {...shared}
            width="code"
            value={value.replace('.', ',')}
            onChange={typed => onChange(readDecimal(typed) ?? typed)}
          />
        </div>
      );
    case 'text':
      return shape.most > LONG ? (
        <div className={css.coreLong} {...wanted}>
          <TextArea {...shared} value={value} onChange={onChange} rows={3} maxRows={12} />
        </div>
      ) : (
        <div {...wanted}>
          <TextField
            {...shared}
            width={WIDTHS[field] ?? 'medium'}
            value={value}
            onChange={onChange}
            maxLength={shape.most}
          />
        </div>
      );
  }
}
