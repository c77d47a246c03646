import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { type CardSoftwareShown } from '../../../shared/contract/system.contract.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, Button, DefinitionList, Panel, Row, Stack, TextField, useAnnouncer } from '../../ui/index.ts';
import css from './settings.module.css';
import { cardSoftwareTexts } from './card-software.texts.ts';

type Part = 'reader' | 'card' | 'module' | 'process';
/** What was pressed: one of the tests, the last fault once more, or another library. */
type Act = Part | 'again' | 'choose';

/** The driver behind the card readers, from the reader to the last fault: how each is, and a test of each. */
export function CardSoftwarePanel() {
  const t = useTexts(cardSoftwareTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const client = useClient();
  const { announce } = useAnnouncer();
  const [state, setState] = useState<CardSoftwareShown | null>(null);
  const [path, setPath] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState<Act | null>(null);
  /** What was tried last and worked. */
  const [done, setDone] = useState<Act | null>(null);

  const look = useCallback(async () => {
    const reply = await client.system.cardSoftware({});
    if (reply.ok && reply.value !== null) setState(reply.value);
  }, [client]);
  useEffect(() => void look(), [look]);

  async function act(what: Act, work: () => ReturnType<typeof client.system.testCardSoftware>): Promise<void> {
    setBusy(what);
    setDone(null);
    const reply = await work();
    setFailure(reply.ok ? null : reply.error);
    await look();
    setBusy(null);
    if (!reply.ok) return;
    setDone(what);
    announce(t('tested'));
  }

  if (state === null) return null;
  const { module, lastError, card } = state;
  const isOff = module === null;
  const tested = (what: Act, part: Part, label: string, value: ReactNode): ReactNode => (
    <div className={css.tested}>
      <span>
        {value}
        {done === what ? <em className={css.worked}>{t('tested')}</em> : null}
      </span>
      <Button
        variant="quiet"
        isPending={busy === what}
        disabledBecause={isOff ? t('noLibraryHelp') : undefined}
        onPress={() => void act(what, () => client.system.testCardSoftware({ part }))}
      >
        {label}
      </Button>
    </div>
  );
  const reader = ({ name, card: isIn, keypad }: CardSoftwareShown['readers'][number]): string =>
    [name, t(isIn ? 'cardIn' : 'cardOut'), ...(keypad ? [t('keypad')] : [])].join(', ');
  const certificate = (code: Failure['code'] | null): string => (code === null ? t('usable') : words({ code }).says);
  const cardWords = (now: NonNullable<CardSoftwareShown['card']>): string =>
    [
      `${t('authentication')}: ${certificate(now.authentication)} PIN1: ${t(now.pin1)}.`,
      `${t('signing')}: ${certificate(now.signing)} PIN2: ${t(now.pin2)}.`,
    ].join('\n');

  const found = state.places
    .filter(({ exists }) => exists)
    .map(place => `${place.product}: ${place.path}${place.from === 'unconfirmed' ? ` (${t('unconfirmed')})` : ''}`);

  const trimmed = path.trim();
  /** Only what was chosen here can be taken back here. */
  const isTakenBack = trimmed === '' && module?.from === 'setting';
  return (
    <Panel title={t('title')}>
      <Stack>
        {failure === null ? null : <Banner kind="error">{words(failure).toldWithCode}</Banner>}
        <DefinitionList
          items={[
            {
              label: t('readers'),
              value: tested(
                'reader',
                'reader',
                t('testReader'),
                state.readers.length === 0 ? t('noReader') : state.readers.map(reader).join('\n'),
              ),
            },
            {
              label: t('card'),
              value: tested('card', 'card', t('testCard'), card === null ? t('noCard') : cardWords(card)),
            },
            {
              label: t('library'),
              value: tested(
                'module',
                'module',
                t('testModule'),
                module === null
                  ? t('noLibrary')
                  : [module.path, [module.description, module.version].filter(part => part !== '').join(' ')]
                      .filter(part => part !== '')
                      .join('\n'),
              ),
            },
            {
              label: t('process'),
              value: tested(
                'process',
                'process',
                t('testProcess'),
                `${t(state.at)}. ${t('restarts')}: ${formats.count(state.restarts)}`,
              ),
            },
            {
              label: t('lastError'),
              value: tested(
                'again',
                'process',
                t('testAgain'),
                lastError === null
                  ? t('noError')
                  : `${formats.dateTime(lastError.at)} ${words({ code: lastError.code }).says} (${[lastError.code, ...lastError.detail].join(', ')})`,
              ),
            },
            ...(found.length === 0 ? [] : [{ label: t('found'), value: found.join('\n') }]),
          ]}
        />
        <TextField label={t('choose')} help={t('chooseHelp')} value={path} onChange={setPath} />
        <Row>
          <Button
            isPending={busy === 'choose'}
            disabledBecause={trimmed === '' && !isTakenBack ? t('chooseHelp') : undefined}
            onPress={() =>
              void act('choose', () => client.system.chooseCardModule({ path: trimmed === '' ? null : trimmed }))
            }
          >
            {t(isTakenBack ? 'useNone' : 'use')}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}
