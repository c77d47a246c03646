import { type ChangeEvent, type DragEvent, useEffect, useMemo, useRef, useState } from 'react';
import { FolderOpen, GitCompareArrows } from 'lucide-react';
import { useStore } from 'zustand';
import { type ExaminedDocument } from '../../../shared/domain/documents/examined.ts';
import { isInstant } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  Code,
  DefinitionList,
  DocumentView,
  EmptyState,
  Panel,
  Screen,
  screenKeys,
  Skeleton,
  Split,
  Stack,
  Tabs,
  Tag,
  useAnnouncer,
  useKeys,
} from '../../ui/index.ts';
import { documentBlocks } from '../signing/index.ts';
import { DifferencesView } from './DifferencesView.tsx';
import { FindingsView } from './FindingsView.tsx';
import { SignatureView } from './SignatureView.tsx';
import { ValuesView } from './ValuesView.tsx';
import { createDocumentsStore, type GivenFile, type Place } from './documents.store.ts';
import { documentsTexts } from './documents.texts.ts';
import { KIND_WORDS } from './kind-words.ts';
import css from './documents.module.css';

const bind = screenKeys('documents');

type View = 'signatures' | 'values' | 'findings' | 'differences';

const isDocument = (of: ExaminedDocument): boolean => of.oid !== null || of.messageType !== null;

function Verdict({ document }: Readonly<{ document: ExaminedDocument }>) {
  const t = useTexts(documentsTexts);
  if (!isDocument(document)) return <Banner kind="error">{t('notDocument')}</Banner>;
  if (document.signatures.length === 0) return <Banner kind="partial">{t('unsigned')}</Banner>;
  return document.accepted ? (
    <Banner kind="note">{t('accepted')}</Banner>
  ) : (
    <Banner kind="error">{t('notAccepted')}</Banner>
  );
}

function Facts({ place }: Readonly<{ place: Extract<Place, { at: 'shown' }> }>) {
  const t = useTexts(documentsTexts);
  const formats = useFormats();
  const language = useLanguage();
  const { document, name } = place;
  const kind =
    document.kind !== null
      ? KIND_WORDS[document.kind][language]
      : document.messageType === null
        ? t('noKind')
        : t('unknownKind', { type: document.messageType });
  const { writtenAt } = document;
  return (
    <Panel title={t('document')} meta={document.practice ? <Tag tone="practice">{t('practice')}</Tag> : null}>
      <div className={css.facts}>
        <DefinitionList
          columns={2}
          items={[
            { label: t('kind'), value: kind },
            { label: t('file'), value: <span className={css.oid}>{name}</span> },
            {
              label: t('written'),
              value: writtenAt === null ? '' : isInstant(writtenAt) ? formats.dateTime(writtenAt) : writtenAt,
            },
            { label: t('version'), value: document.version },
            {
              label: t('identifier'),
              value:
                document.oid === null ? (
                  ''
                ) : (
                  <span className={css.oid}>
                    <Code>{document.oid}</Code>
                  </span>
                ),
            },
            { label: t('generation'), value: t(document.generation) },
          ]}
        />
      </div>
    </Panel>
  );
}

function Shown({ place, other }: Readonly<{ place: Extract<Place, { at: 'shown' }>; other: Place }>) {
  const t = useTexts(documentsTexts);
  const { document } = place;
  const blocks = useMemo(() => documentBlocks(document.readable), [document.readable]);
  const [view, setView] = useState<View>(isDocument(document) ? 'signatures' : 'findings');
  // A second document is given to be compared: that is what is shown then.
  const [seen, setSeen] = useState(other);
  if (seen !== other) {
    setSeen(other);
    if (other.at !== 'empty') setView('differences');
  }
  return (
    <Split
      share="1:1"
      list={
        <Panel title={t('readable')} grows>
          {blocks.length === 0 ? (
            <EmptyState title={t('noReadable')} />
          ) : (
            <DocumentView label={t('readable')} blocks={blocks} lang={document.language ?? 'fi'} />
          )}
        </Panel>
      }
      detail={
        <Stack>
          <Facts place={place} />
          <Tabs<View>
            label={t('views')}
            selected={view}
            onSelect={setView}
            items={[
              {
                id: 'signatures',
                label: t('signatures'),
                count: document.signatures.length,
                content: <SignatureView document={document} />,
              },
              { id: 'values', label: t('values'), content: <ValuesView document={document} /> },
              {
                id: 'findings',
                label: t('findings'),
                count: document.findings.length,
                content: <FindingsView document={document} />,
              },
              {
                id: 'differences',
                label: t('differences'),
                content: <DifferencesView one={document} oneName={place.name} other={other} />,
              },
            ]}
          />
        </Stack>
      }
    />
  );
}

/** A file is dropped or chosen: it is shown as it reads, as values, verified, and compared with a second one. */
export function DocumentScreen() {
  const t = useTexts(documentsTexts);
  const words = useFailureWords();
  const client = useClient();
  const { announce } = useAnnouncer();
  const [store] = useState(() => createDocumentsStore(client));
  const { one, other, open, compare, clear } = useStore(store);
  const [isOver, setOver] = useState(false);
  const oneInput = useRef<HTMLInputElement>(null);
  const otherInput = useRef<HTMLInputElement>(null);
  const isShown = one.at === 'shown';

  const keys = useMemo(
    () => [
      bind('open', 'Ctrl+O', t('open'), () => oneInput.current?.click()),
      ...(isShown ? [bind('compare', 'Ctrl+Shift+O', t('compareWith'), () => otherInput.current?.click())] : []),
    ],
    [t, isShown],
  );
  useKeys(keys);

  // What a person who does not see the screen has to hear: that it is read, and what came of it.
  useEffect(() => {
    if (one.at === 'failed') announce(words(one.failure).says, 'assertive');
    if (one.at !== 'shown') return;
    const { document } = one;
    announce(
      !isDocument(document)
        ? t('notDocument')
        : document.signatures.length === 0
          ? t('unsigned')
          : t(document.accepted ? 'accepted' : 'notAccepted'),
    );
  }, [one, announce, words, t]);

  const chosen = (take: (file: GivenFile) => Promise<void>) => (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // The same file may be chosen again after it was changed.
    event.target.value = '';
    if (file !== undefined) void take(file);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [first, second] = [...event.dataTransfer.files];
    if (first === undefined) return;
    // On a document that is open already a drop is what it is compared with; two files at once are both.
    if (second !== undefined) void open(first).then(() => compare(second));
    else if (isShown) void compare(first);
    else void open(first);
  };

  return (
    <Screen
      title={t('title')}
      tools={
        <>
          <Button onPress={clear} disabledBecause={one.at === 'empty' ? t('nothing') : undefined}>
            {t('clear')}
          </Button>
          <Button
            icon={GitCompareArrows}
            keys="Ctrl+Shift+O"
            onPress={() => otherInput.current?.click()}
            disabledBecause={isShown ? undefined : t('nothing')}
          >
            {t('compareWith')}
          </Button>
          <Button variant="primary" icon={FolderOpen} keys="Ctrl+O" onPress={() => oneInput.current?.click()}>
            {t('open')}
          </Button>
        </>
      }
      banner={isShown ? <Verdict document={one.document} /> : null}
    >
      <input
        ref={oneInput}
        className={css.file}
        type="file"
        accept=".xml,application/xml,text/xml"
        aria-label={t('open')}
        onChange={chosen(open)}
      />
      <input
        ref={otherInput}
        className={css.file}
        type="file"
        accept=".xml,application/xml,text/xml"
        aria-label={t('compareWith')}
        onChange={chosen(compare)}
      />
      <div
        className={css.drop}
        data-over={isOver ? '' : undefined}
        onDragOver={event => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        {one.at === 'empty' ? (
          <EmptyState title={t('dropTitle')}>{t('dropMore')}</EmptyState>
        ) : one.at === 'reading' ? (
          <Skeleton label={t('reading', { name: one.name })} />
        ) : one.at === 'failed' ? (
          <Banner kind="error">{`${one.name}: ${words(one.failure).told}`}</Banner>
        ) : (
          <Shown place={one} other={other} />
        )}
      </div>
    </Screen>
  );
}
