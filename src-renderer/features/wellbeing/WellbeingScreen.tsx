import { useCallback, useEffect, useMemo, useState } from 'react';
import { RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import { WELLBEING_KINDS, type WellbeingKind } from '../../../shared/domain/records/wellbeing.ts';
import { useClient, useHostEvent } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { OfflineBanner } from '../../i18n/OfflineBanner.tsx';
import { useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  Gap,
  Quiet,
  Screen,
  screenKeys,
  Skeleton,
  Tabs,
  useAnnouncer,
  useKeys,
} from '../../ui/index.ts';
import { type OpenPatient } from '../patients/index.ts';
import { KindView } from './KindView.tsx';
import { PermissionPanel } from './PermissionPanel.tsx';
import { createWellbeingStore } from './wellbeing.store.ts';
import { wellbeingTexts } from './wellbeing.texts.ts';

const bind = screenKeys('wellbeing');

/** The citizen's own measurements by their permission, beside the clinic's own and never mixed with them. */
export function WellbeingScreen({ open }: Readonly<{ open: OpenPatient }>) {
  const t = useTexts(wellbeingTexts);
  const formats = useFormats();
  const client = useClient();
  const { announce } = useAnnouncer();
  const { patient } = open;
  const [store] = useState(() => createWellbeingStore(client, patient.id));
  const { phase, permission, waiting, rows, skipped, source, clinicLacks, refused, isAsking, load, ask, end, hear } =
    useStore(store);
  const [kind, setKind] = useState<WellbeingKind>('bloodPressure');
  useEffect(() => void load(), [load]);
  useHostEvent('wellbeingAnswered', event => {
    if (event.patientId !== patient.id) return;
    hear(event.refused);
    if (event.refused === null) announce(t('allowed'));
  });
  const mayAsk = phase.at === 'shown' && permission === null && waiting === null;
  const doAsk = useCallback((): void => void ask(), [ask]);
  const keys = useMemo(
    () => [
      bind('refresh', 'F5', t('refresh'), () => void load()),
      bind('ask', 'F12', t('ask'), doAsk, { isOff: !mayAsk }),
    ],
    [t, load, mayAsk, doAsk],
  );
  useKeys(keys);

  const items = WELLBEING_KINDS.map(id => {
    const own = rows.filter(row => row.kind === id);
    return { id, label: t(id), count: own.length, content: <KindView kind={id} rows={own} /> };
  });
  return (
    <Screen
      title={t('title')}
      {...(permission === null
        ? {}
        : {
            meta: t('permissionUntil', {
              from: formats.dateOf(permission.givenAt),
              until: formats.dateTime(permission.until),
            }),
          })}
      tools={
        <Button icon={RefreshCw} keys="F5" onPress={() => void load()}>
          {t('refresh')}
        </Button>
      }
      banner={
        <>
          {phase.at === 'failed' ? <FailureBanner failure={phase.failure} /> : null}
          <FailureBanner failure={refused} />
          <OfflineBanner
            source={source}
            says={asOf => (asOf === null ? t('offlineNone') : t('offlineCache', { when: formats.dateTime(asOf) }))}
          />
          {clinicLacks === null ? null : (
            <Banner kind={clinicLacks === 'archive' ? 'partial' : 'note'}>{t(clinicLacks)}</Banner>
          )}
          {phase.at !== 'failed' && permission === null && source !== null ? (
            <PermissionPanel waiting={waiting} isAsking={isAsking} onAsk={doAsk} onCancel={() => void end()} />
          ) : null}
        </>
      }
      foot={
        permission === null ? undefined : (
          <>
            <Quiet>{skipped > 0 ? t('skipped', { count: skipped }) : t('endMore')}</Quiet>
            <Gap />
            <Button variant="quiet" onPress={() => void end()}>
              {t('end')}
            </Button>
          </>
        )
      }
    >
      {phase.at === 'loading' && source === null ? (
        <Skeleton label={t('loading')} lines={6} />
      ) : (
        <Tabs label={t('kinds')} items={items} selected={kind} onSelect={setKind} />
      )}
    </Screen>
  );
}
