import { useCallback, useEffect, useState } from 'react';
import { type CardSoftwareShown } from '../../../shared/contract/system.contract.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, Button, DefinitionList, Panel, Row, Stack, TextField } from '../../ui/index.ts';
import { cardSoftwareTexts } from './card-software.texts.ts';

/** The driver behind the card readers: which library, how it is, and the way to choose another or to try it. */
export function CardSoftwarePanel() {
  const t = useTexts(cardSoftwareTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const client = useClient();
  const [state, setState] = useState<CardSoftwareShown | null>(null);
  const [path, setPath] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  const look = useCallback(async () => {
    const reply = await client.system.cardSoftware({});
    if (reply.ok && reply.value !== null) setState(reply.value);
  }, [client]);
  useEffect(() => void look(), [look]);

  async function act(work: () => ReturnType<typeof client.system.testCardSoftware>): Promise<void> {
    setBusy(true);
    const reply = await work();
    setFailure(reply.ok ? null : reply.error);
    await look();
    setBusy(false);
  }

  if (state === null) return null;
  const { module, lastError } = state;
  const reader = ({ name, card, keypad }: CardSoftwareShown['readers'][number]): string =>
    [name, t(card ? 'cardIn' : 'cardOut'), ...(keypad ? [t('keypad')] : [])].join(', ');
  return (
    <Panel title={t('title')}>
      <Stack>
        {failure === null ? null : (
          <Banner kind="error">{`${words(failure).says} ${words(failure).todo} (${failure.code})`}</Banner>
        )}
        <DefinitionList
          items={[
            { label: t('state'), value: t(state.at) },
            { label: t('library'), value: module === null ? t('noLibrary') : module.path },
            {
              label: t('description'),
              value: module === null || module.description === '' ? '–' : `${module.description} ${module.version}`,
            },
            { label: t('readers'), value: state.readers.length === 0 ? '–' : state.readers.map(reader).join('; ') },
            { label: t('restarts'), value: formats.count(state.restarts) },
            {
              label: t('lastError'),
              value:
                lastError === null
                  ? t('noError')
                  : `${formats.dateTime(lastError.at)} ${words({ code: lastError.code }).says} (${[lastError.code, ...lastError.detail].join(', ')})`,
            },
            ...state.places
              .filter(({ exists }) => exists)
              .map(place => ({
                id: place.path,
                label: t('found'),
                value: `${place.product}: ${place.path}${place.from === 'unconfirmed' ? ` (${t('unconfirmed')})` : ''}`,
              })),
          ]}
        />
        <TextField label={t('choose')} value={path} onChange={setPath} />
        <Row>
          <Button isPending={busy} onPress={() => void act(() => client.system.testCardSoftware({}))}>
            {t('test')}
          </Button>
          <Button
            isPending={busy}
            onPress={() =>
              void act(() => client.system.chooseCardModule({ path: path.trim() === '' ? null : path.trim() }))
            }
          >
            {t(path.trim() === '' ? 'useNone' : 'use')}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}
