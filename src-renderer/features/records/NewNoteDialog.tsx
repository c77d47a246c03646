import { Fragment, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type RecordTemplate, type ServiceEvent } from '../../../shared/domain/records/record.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Button, Dialog, screenKeys, Skeleton, useKeys } from '../../ui/index.ts';
import { certificateTexts } from './certificates.texts.ts';
import { noteTexts } from './note.texts.ts';
import css from './records.module.css';

const bind = screenKeys('records', 'new-note');

type NewNoteDialogProps = Readonly<{
  isOpen: boolean;
  onClose: () => void;
  openServiceEvent: ServiceEvent | null;
  templates: readonly RecordTemplate[];
  /** null when it is open now. */
  onOpenServiceEvent: (kind: ServiceEvent['kind']) => Promise<Failure | null>;
  onTemplate: (templateId: string) => Promise<Failure | null>;
}>;

/** From no visit to an empty note in two digits. */
export function NewNoteDialog(props: NewNoteDialogProps) {
  const t = useTexts(noteTexts);
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={t('newTitle')} size="small">
      <Choices {...props} />
    </Dialog>
  );
}

type Choice = Readonly<{ id: string; label: string; isCertificate: boolean; run: () => Promise<Failure | null> }>;
/** The digits. */
const MOST_KEYS = 9;
const EVENT_KINDS = ['visit', 'remoteContact'] as const;

function Choices({ openServiceEvent, templates, onOpenServiceEvent, onTemplate }: NewNoteDialogProps) {
  const t = useTexts(noteTexts);
  const certificates = useTexts(certificateTexts);
  const language = useLanguage();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const needsEvent = openServiceEvent === null;
  const choices = useMemo<readonly Choice[]>(
    () =>
      needsEvent
        ? EVENT_KINDS.map(kind => ({
            id: kind,
            label: t(kind === 'visit' ? 'openVisit' : 'openRemote'),
            isCertificate: false,
            run: () => onOpenServiceEvent(kind),
          }))
        : templates.map(template => ({
            id: template.id,
            label: template.name[language],
            isCertificate: template.certificate !== undefined,
            run: () => onTemplate(template.id),
          })),
    [needsEvent, templates, language, t, onOpenServiceEvent, onTemplate],
  );
  const take = useCallback(
    (choice: Choice): void => {
      if (isBusy) return;
      setBusy(true);
      void choice.run().then(answer => {
        setBusy(false);
        setFailure(answer);
      });
    },
    [isBusy],
  );
  // Two digits in a row: the second is about the templates, which stand when the visit is open and the host has told them.
  const isComing = choices.length === 0;
  const keys = useMemo(
    () =>
      (isComing ? Array.from({ length: MOST_KEYS }, () => null) : choices.slice(0, MOST_KEYS)).map((choice, index) =>
        bind(
          `choice.${index + 1}`,
          String(index + 1),
          t('keyTemplate', { n: index + 1 }),
          () => choice !== null && take(choice),
          { scope: 'list', waits: isBusy || isComing },
        ),
      ),
    [choices, isComing, take, isBusy, t],
  );
  useKeys(keys);
  // With the choices themselves, not after they were drawn: a digit between the two would fall on nothing.
  const firstId = choices[0]?.id;
  useLayoutEffect(() => (list.current?.querySelector('button') ?? list.current)?.focus(), [firstId]);
  return (
    <>
      <FailureBanner failure={failure} />
      <p className={css.lead}>{needsEvent ? t('noEvent') : t('template')}</p>
      <p className={css.quiet}>{needsEvent ? t('noEventMore') : t('templateKeys')}</p>
      <div className={css.choices} data-key-list="new-note" ref={list} tabIndex={-1}>
        {isComing && <Skeleton label={t('templatesComing')} lines={4} />}
        {choices.map((choice, index) => (
          <Fragment key={choice.id}>
            {choice.isCertificate && choices[index - 1]?.isCertificate !== true && (
              <p className={css.lead}>{certificates('certificates')}</p>
            )}
            <Button {...(index < MOST_KEYS ? { keys: String(index + 1) } : {})} onPress={() => take(choice)}>
              {choice.label}
            </Button>
          </Fragment>
        ))}
      </div>
    </>
  );
}
