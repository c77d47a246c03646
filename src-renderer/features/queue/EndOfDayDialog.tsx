import { useEffect, useState } from 'react';
import { Printer } from 'lucide-react';
import { type EndOfDay } from '../../../shared/domain/attention.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { saveFile } from '../../api/save-file.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Button, Dialog, Quiet, Section, Skeleton, Stack, Tag, useAnnouncer } from '../../ui/index.ts';
import { stateTone } from '../signing/index.ts';
import { attentionTexts } from './attention.texts.ts';
import { queueTexts } from './queue.texts.ts';
import css from './queue.module.css';

type Shown = Readonly<{ list: EndOfDay }> | Readonly<{ failure: Failure }> | null;

/** The list as it is when the dialog opens; null while it is fetched. */
function useEndOfDay(isOpen: boolean): Shown {
  const client = useClient();
  const [shown, setShown] = useState<Shown>(null);
  useEffect(() => {
    if (!isOpen) return;
    let stale = false;
    void client.queue.endOfDay({}).then(reply => {
      if (!stale) setShown(reply.ok ? { list: reply.value } : { failure: reply.error });
    });
    return () => {
      stale = true;
    };
  }, [client, isOpen]);
  return isOpen ? shown : null;
}

/** Prints the list; what became of it is said. */
function usePrintEndOfDay(): () => void {
  const client = useClient();
  const language = useLanguage();
  const words = useFailureWords();
  const t = useTexts(attentionTexts);
  const { announce } = useAnnouncer();
  return () =>
    void client.queue.endOfDayPrint({ language }).then(reply => {
      if (!reply.ok) return announce(words(reply.error).told, 'assertive');
      saveFile(reply.value);
      announce(t('printed', { name: reply.value.fileName }));
    });
}

/** Acts by author: who, what, since when, in which state. */
function Authors({ list }: Readonly<{ list: EndOfDay }>) {
  const t = useTexts(queueTexts);
  const a = useTexts(attentionTexts);
  const formats = useFormats();
  return list.authors.map(({ name, mine, rows }) => (
    <Section key={name} title={mine ? `${name} (${a('mine')})` : name} meta={formats.count(rows.length)}>
      <ul className={css.plainList}>
        {rows.map(row => (
          <li key={row.id} className={css.between}>
            <span>
              {row.patientName}{' '}
              <Quiet>
                {[t(row.act), row.summary].filter(part => part !== '').join(': ')}, {formats.dateTime(row.signedAt)}
              </Quiet>
            </span>
            <Tag tone={row.givenUp ? 'neutral' : stateTone(row.state)} look="plain">
              {t(row.givenUp ? 'givenUp' : row.state)}
            </Tag>
          </li>
        ))}
      </ul>
    </Section>
  ));
}

function Body({ shown }: Readonly<{ shown: Shown }>) {
  const a = useTexts(attentionTexts);
  const q = useTexts(queueTexts);
  const formats = useFormats();
  if (shown === null) return <Skeleton label={q('loading')} lines={4} />;
  if ('failure' in shown) return <FailureBanner failure={shown.failure} />;
  const { list } = shown;
  return (
    <Stack>
      <p>
        {list.authors.length === 0
          ? a('endOfDayNone')
          : `${a('endOfDayCount', {
              unsent: formats.count(list.unsent),
              accepted: formats.count(list.acceptedToday),
            })} ${a('endOfDaySafe')}`}
      </p>
      <Authors list={list} />
    </Stack>
  );
}

/** What the services have not accepted, by author: on the screen, and as a page for the end of the day. */
export function EndOfDayDialog({ isOpen, onClose }: Readonly<{ isOpen: boolean; onClose: () => void }>) {
  const a = useTexts(attentionTexts);
  const shown = useEndOfDay(isOpen);
  const print = usePrintEndOfDay();
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={a('endOfDayTitle')}
      size="large"
      actions={
        <>
          <Button onPress={onClose} keys="Esc">
            {a('back')}
          </Button>
          <Button variant="primary" icon={Printer} onPress={print}>
            {a('print')}
          </Button>
        </>
      }
    >
      <Body shown={shown} />
    </Dialog>
  );
}

type SignOutDialogProps = Readonly<{
  isOpen: boolean;
  onClose: () => void;
  onQueue: () => void;
  onSignOut: () => void;
}>;

/** Before signing out with something unsent: what it is, that it is safe, and what will not go by itself. */
export function SignOutDialog({ isOpen, onClose, onQueue, onSignOut }: SignOutDialogProps) {
  const a = useTexts(attentionTexts);
  const formats = useFormats();
  const shown = useEndOfDay(isOpen);
  const print = usePrintEndOfDay();
  const list = shown !== null && 'list' in shown ? shown.list : null;
  const open = (mine: boolean): number =>
    (list?.authors ?? [])
      .filter(author => author.mine === mine)
      .reduce((sum, { rows }) => sum + rows.filter(({ state }) => state !== 'cancelled').length, 0);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={a('signOutTitle')}
      size="large"
      actions={
        <>
          <Button onPress={onClose} keys="Esc">
            {a('back')}
          </Button>
          <Button icon={Printer} onPress={print}>
            {a('print')}
          </Button>
          <Button onPress={onQueue}>{a('openQueue')}</Button>
          <Button variant="primary" onPress={onSignOut}>
            {a('signOut')}
          </Button>
        </>
      }
    >
      <Stack>
        <p>
          {list === null
            ? ''
            : [
                a('signOutMine', { count: formats.count(open(true)) }),
                open(false) === 0 ? '' : a('signOutOthers', { count: formats.count(open(false)) }),
              ].join(' ')}{' '}
          {a('signOutSafe')}
        </p>
        {list === null ? <Body shown={shown} /> : <Authors list={list} />}
      </Stack>
    </Dialog>
  );
}
