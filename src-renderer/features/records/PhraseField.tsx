import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { BookmarkMinus, BookmarkPlus, MessageSquareText } from 'lucide-react';
import { useStore } from 'zustand';
import { type RecordHeading } from '../../../shared/domain/records/record.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Menu, ResultList, TextArea, useAnnouncer } from '../../ui/index.ts';
import { textOf } from './note-form.ts';
import { type NoteStore } from './note.store.ts';
import { insertPhrase, phrasesMatching, slashAt } from './phrases.ts';
import { noteTexts } from './note.texts.ts';
import css from './records.module.css';

type PhraseFieldProps = Readonly<{
  note: NoteStore;
  heading: RecordHeading;
  /** Name of the heading as shown. */
  name: string;
  /** Name of the field, when it is not that of the heading. */
  label?: string;
  /** In the language of the document. */
  phrases: readonly string[];
  lang: 'fi' | 'sv';
  rows?: number;
  autoFocus?: boolean;
  /** At the right of the heading, where phrases would stand. */
  action?: ReactNode;
  /** Between the heading and the text: what has fields of its own. */
  above?: ReactNode;
}>;

const KEEP = 'keep';
const DROP = 'drop-';
/** The same as the contract's. */
const LONGEST_PHRASE = 600;

/** What is marked in the field, or all of it. */
function chosenText(area: HTMLTextAreaElement | null, text: string): string {
  const marked = area === null ? '' : text.slice(area.selectionStart, area.selectionEnd).trim();
  return marked === '' ? text.trim() : marked;
}

const renderPhrase = ({ text }: Readonly<{ text: string }>) => <span className={css.phrase}>{text}</span>;

/** The text of one heading. `//` opens the phrases where the hand is; what documents cannot carry is refused aloud. */
export function PhraseField(props: PhraseFieldProps) {
  const { note, heading, name, label, phrases: given, lang, rows = 2, autoFocus = false, action, above } = props;
  const t = useTexts(noteTexts);
  const formats = useFormats();
  const { announce } = useAnnouncer();
  const own = useStore(note, state => state.phrases[heading]);
  const phrases = useMemo(() => [...(own ?? []), ...given], [own, given]);
  const words = useFailureWords();
  const text = useStore(note, state => textOf(state.form, heading));
  const refused = useStore(note, state => state.faults[heading]);
  const area = useRef<HTMLTextAreaElement>(null);
  const caretAfter = useRef<number | null>(null);
  const listId = useId();
  const [caret, setCaret] = useState(0);
  const [isClosed, setClosed] = useState(false);
  const [activeId, setActiveId] = useState<string | null>(null);
  const slash = isClosed || phrases.length === 0 ? null : slashAt(text, caret);
  const items = slash === null ? [] : phrasesMatching(phrases, slash.query).map(found => ({ id: found, text: found }));
  const active = items.find(item => item.id === activeId) ?? items[0] ?? null;
  const error =
    refused === undefined
      ? undefined
      : t(refused.fault === 'text-too-long' ? 'text-too-long' : 'text-forbidden-character', {
          length: formats.count(refused.length),
          most: formats.count(refused.most),
        });

  useLayoutEffect(() => {
    if (caretAfter.current === null) return;
    area.current?.focus();
    area.current?.setSelectionRange(caretAfter.current, caretAfter.current);
    caretAfter.current = null;
  });
  useEffect(() => {
    if (error !== undefined) announce(error, 'assertive');
  }, [error, announce]);

  const insert = (phrase: string, from: number, to: number): void => {
    const next = insertPhrase(text, phrase, from, to);
    if (!note.getState().write(heading, next.text)) return;
    caretAfter.current = next.caret;
    setCaret(next.caret);
    setActiveId(null);
  };
  const keep = async (phrase: string, isKept: boolean): Promise<void> => {
    const failure = await note.getState().keepPhrase(heading, phrase.slice(0, LONGEST_PHRASE), isKept);
    announce(failure === null ? t(isKept ? 'phraseKept' : 'phraseDropped') : words(failure).says);
  };
  /** Before the field cleans it: a paste with a character that documents cannot carry is refused whole, not trimmed. */
  const guard = (event: FormEvent<HTMLDivElement>): void => {
    if (!(event.target instanceof HTMLTextAreaElement)) return;
    setCaret(event.target.selectionStart);
    setClosed(false);
    if (!note.getState().write(heading, event.target.value)) event.stopPropagation();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (slash === null || event.nativeEvent.isComposing) return;
    const at = items.findIndex(item => item.id === active?.id);
    const move = (to: number): void => {
      const item = items[Math.min(items.length - 1, Math.max(0, to))];
      if (item === undefined) return;
      setActiveId(item.id);
      announce(item.text);
    };
    if (event.key === 'ArrowDown') move(at + 1);
    else if (event.key === 'ArrowUp') move(at - 1);
    else if ((event.key === 'Enter' || event.key === 'Tab') && active !== null)
      insert(active.text, slash.from, slash.to);
    else if (event.key === 'Escape') setClosed(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
    event.nativeEvent.stopImmediatePropagation();
  };

  return (
    <div className={css.section}>
      <div className={css.sectionHead}>
        <h2 className={css.heading}>{name}</h2>
        <Menu
          label={t('phrasesFor', { heading: name })}
          trigger={
            <Button variant="quiet" icon={MessageSquareText} label={t('phrasesFor', { heading: name })}>
              {t('phrases')}
            </Button>
          }
          items={[
            ...phrases.map((phrase, index) => ({ id: String(index), label: phrase.trim() })),
            {
              id: KEEP,
              label: t('phraseKeep'),
              icon: BookmarkPlus,
              disabledBecause: text.trim() === '' ? t('phraseKeepEmpty') : undefined,
            },
            ...(own ?? []).map((phrase, index) => ({
              id: `${DROP}${index}`,
              label: t('phraseDrop', { phrase: phrase.slice(0, 40) }),
              icon: BookmarkMinus,
            })),
          ]}
          onPick={id => {
            if (id === KEEP) return void keep(chosenText(area.current, text), true);
            if (id.startsWith(DROP)) return void keep(own?.[Number(id.slice(DROP.length))] ?? '', false);
            const at = area.current?.selectionStart ?? text.length;
            insert(phrases[Number(id)] ?? '', at, at);
          }}
        />
        {action}
      </div>
      {above}
      <div
        onChangeCapture={guard}
        onKeyDownCapture={onKeyDown}
        onSelectCapture={() => setCaret(area.current?.selectionStart ?? 0)}
        onBlurCapture={() => setClosed(true)}
      >
        <TextArea
          label={label ?? name}
          hideLabel={label === undefined}
          error={error}
          value={text}
          onChange={typed => void note.getState().write(heading, typed)}
          rows={rows}
          maxRows={24}
          lang={lang}
          areaRef={area}
          autoFocus={autoFocus}
        />
        {slash !== null && (
          <div className={css.phraseList} onPointerDown={event => event.preventDefault()}>
            <ResultList
              id={listId}
              label={t('phrasesFor', { heading: name })}
              items={items}
              activeId={active?.id ?? null}
              onActiveChange={setActiveId}
              onPick={item => insert(item.text, slash.from, slash.to)}
              renderItem={renderPhrase}
              empty={t('phrasesNone')}
            />
          </div>
        )}
      </div>
    </div>
  );
}
