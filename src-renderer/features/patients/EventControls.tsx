import { useState } from 'react';
import { CalendarCheck, CalendarPlus, CalendarX, ListPlus, Phone } from 'lucide-react';
import { visitUnderWay } from '../../../shared/domain/records/service-event.ts';
import { type ServiceEvent } from '../../../shared/domain/records/record.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, IconButton, Menu, type MenuEntry, Tag, useAnnouncer } from '../../ui/index.ts';
import { EndSeriesDialog, NewSeriesDialog } from './SeriesDialogs.tsx';
import { ensureServiceEvent, type OpenPatient, openSeriesVisit } from './patient.store.ts';
import { patientTexts } from './patients.texts.ts';

type EventControlsProps = Readonly<{
  open: OpenPatient;
  mayRecord: boolean;
  onOpenEvent: () => void;
  onEndEvent: () => void;
}>;

type EventAct = 'contact' | 'newSeries' | `visit ${Oid}` | `end ${Oid}`;

/** The service event of the open patient: what goes on, its beginning and end, and treatment series with their visits. */
export function EventControls({ open, mayRecord, onOpenEvent, onEndEvent }: EventControlsProps) {
  const t = useTexts(patientTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const client = useClient();
  const { announce } = useAnnouncer();
  const [isNaming, setNaming] = useState(false);
  const [ending, setEnding] = useState<ServiceEvent | null>(null);
  const { openServiceEvent, openSeries, patient } = open;
  const tell = (failure: Failure | null): void => {
    if (failure !== null) announce(words(failure).told, 'assertive');
  };
  const isAlive = patient.deceasedOn === null;
  const nameOf = ({ series }: ServiceEvent): string => series?.name ?? '';
  const items: readonly MenuEntry<EventAct>[] = [
    ...(openServiceEvent === null && isAlive
      ? ([
          { id: 'contact', label: t('openContact'), icon: Phone },
          ...openSeries.map(series => ({
            id: `visit ${series.oid}` as const,
            label: t('openSeriesVisit', { name: nameOf(series) }),
            icon: CalendarCheck,
          })),
          { id: 'newSeries', label: t('newSeries'), icon: CalendarPlus },
        ] as const)
      : []),
    ...openSeries.map(series => ({
      id: `end ${series.oid}` as const,
      label: t('endSeries', { name: nameOf(series) }),
      icon: CalendarX,
    })),
  ];
  const pick = (id: EventAct): void => {
    if (id === 'contact') return void ensureServiceEvent(client, 'remoteContact').then(tell);
    if (id === 'newSeries') return setNaming(true);
    const [act, oid] = id.split(' ');
    const series = openSeries.find(one => one.oid === oid);
    if (series === undefined) return;
    if (act === 'end') setEnding(series);
    else void openSeriesVisit(client, series.oid).then(tell);
  };
  return (
    <>
      {openServiceEvent !== null && <Tag tone="info">{sinceWhen(openServiceEvent, time => formats.time(time), t)}</Tag>}
      {mayRecord &&
        (openServiceEvent === null ? (
          isAlive && <Button onPress={onOpenEvent}>{t('openEvent')}</Button>
        ) : (
          <Button onPress={onEndEvent}>{t(openServiceEvent.kind === 'visit' ? 'endVisit' : 'endContact')}</Button>
        ))}
      {mayRecord && items.length > 0 && (
        <Menu
          label={t('moreEvents')}
          trigger={<IconButton icon={ListPlus} label={t('moreEvents')} />}
          items={items}
          onPick={pick}
        />
      )}
      {isNaming && <NewSeriesDialog onClose={() => setNaming(false)} />}
      {ending !== null && <EndSeriesDialog series={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

function sinceWhen(
  event: ServiceEvent,
  timeOf: (at: ServiceEvent['startedAt']) => string,
  t: ReturnType<typeof useTexts<keyof (typeof patientTexts)['byLanguage']['fi']>>,
): string {
  const visit = visitUnderWay(event);
  if (visit !== null) return t('seriesVisitOpen', { time: timeOf(visit.startedAt) });
  return t(event.kind === 'visit' ? 'visitOpen' : 'contactOpen', { time: timeOf(event.startedAt) });
}
