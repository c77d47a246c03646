import { useCallback, useEffect, useMemo, useState } from 'react';
import { type TakeBackWindow } from '../../../shared/contract/signing.contract.ts';
import { useClient, useHostEvent } from '../../api/ClientProvider.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, Button, type KeyBinding, useAnnouncer, useKeys } from '../../ui/index.ts';
import { takeBackTexts } from './take-back.texts.ts';

const TICK_MS = 250;
type Item = TakeBackWindow['items'][number] & Readonly<{ endsMs: number }>;

/** What may still be taken back, by the clock of this window from the moment that the host was asked. */
function useTakeBackItems(): Readonly<{ items: readonly Item[]; leftMs: number }> {
  const client = useClient();
  const [items, setItems] = useState<readonly Item[]>([]);
  const [nowMs, setNowMs] = useState(() => performance.now());
  const look = useCallback(async (): Promise<void> => {
    const reply = await client.signing.takeBackWindow({});
    if (!reply.ok) return setItems([]);
    const now = performance.now();
    setNowMs(now);
    setItems(reply.value.items.map(item => ({ ...item, endsMs: now + item.leftMs })));
  }, [client]);
  useEffect(() => void look(), [look]);
  useHostEvent('takeBackChanged', () => void look());
  const isWaiting = items.length > 0;
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = window.setInterval(() => {
      const now = performance.now();
      setNowMs(now);
      setItems(before => (before.some(({ endsMs }) => endsMs <= now) ? before.filter(i => i.endsMs > now) : before));
    }, TICK_MS);
    return () => window.clearInterval(timer);
  }, [isWaiting]);
  const leftMs = Math.max(0, Math.min(...items.map(({ endsMs }) => endsMs)) - nowMs);
  return { items, leftMs: items.length === 0 ? 0 : leftMs };
}

/**
 * Seconds until what was signed leaves, and the way back. Shown over the work and in the dialog that signed; the key is
 * registered once, over the work, and works behind dialogs. In a text field Ctrl+Z belongs to the text.
 */
export function TakeBack({ hasKey = false }: Readonly<{ hasKey?: boolean }>) {
  const t = useTexts(takeBackTexts);
  const words = useFailureWords();
  const client = useClient();
  const { toast, announce } = useAnnouncer();
  const { items, leftMs } = useTakeBackItems();
  const [isTaking, setTaking] = useState(false);
  const takeBack = useCallback((): void => {
    if (items.length === 0) return void announce(t('nothing'));
    setTaking(true);
    void client.signing.takeBack({ itemIds: items.map(({ itemId }) => itemId) }).then(reply => {
      setTaking(false);
      if (!reply.ok) return void toast({ text: words(reply.error).told, tone: 'stop' });
      const { taken, gone } = reply.value;
      if (taken.length > 0) toast({ text: t('taken', { count: taken.length }), tone: 'info' });
      if (gone.length > 0) toast({ text: t('gone', { count: gone.length }), tone: 'warn' });
    });
  }, [items, client, announce, toast, words, t]);
  const keys = useMemo<readonly KeyBinding[]>(
    () =>
      hasKey
        ? [
            {
              id: 'app.takeBack',
              keys: 'Ctrl+Z',
              scope: 'app',
              label: t('takeBackLong'),
              inDialogs: true,
              run: takeBack,
            },
          ]
        : [],
    [hasKey, t, takeBack],
  );
  useKeys(keys);
  const [first] = items;
  if (first === undefined) return null;
  return (
    <Banner
      kind="note"
      action={
        <Button keys="Ctrl+Z" isPending={isTaking} onPress={takeBack}>
          {t('takeBack')}
        </Button>
      }
    >
      {t('leaves', { count: items.length, what: first.summary, seconds: Math.ceil(leftMs / 1000) })}
    </Banner>
  );
}
