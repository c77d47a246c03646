import { useState } from 'react';
import {
  type AuthorisationWish,
  type AuthorisedRight,
  LONGEST_AUTHORISATION_DAYS,
} from '../../../shared/domain/records/authorisation.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { addDays, isLocalDate, type LocalDate } from '../../../shared/kernel/time.ts';
import { useAct } from '../../api/use-act.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  CheckBox,
  DateField,
  Dialog,
  RadioGroup,
  Row,
  Select,
  Stack,
  useFaultFocus,
} from '../../ui/index.ts';
import { authorisationTexts } from './authorisations.texts.ts';
import { type AuthorisationChoices } from './authorisations.store.ts';

type GrantDialogProps = Readonly<{
  choices: AuthorisationChoices;
  today: LocalDate;
  onGrant: (wish: AuthorisationWish) => Promise<Failure | null>;
  onClose: () => void;
}>;

const RIGHTS = {
  search: ['search'],
  store: ['store'],
  both: ['search', 'store'],
} as const satisfies Record<string, readonly AuthorisedRight[]>;

/** Offered first: long enough for most purchased services, short enough to be looked at again. */
const USUAL_DAYS = 90;

/** To whom, how long and what: to search the own register, whatever the person has denied, and to write into it. */
export function GrantDialog({ choices, today, onGrant, onClose }: GrantDialogProps) {
  const t = useTexts(authorisationTexts);
  const formats = useFormats();
  const [producerOid, setProducer] = useState<Oid | null>(null);
  const [from, setFrom] = useState<string | null>(today);
  const [until, setUntil] = useState<string | null>(addDays(today, USUAL_DAYS));
  const [rights, setRights] = useState<keyof typeof RIGHTS>('search');
  const [covers, setCovers] = useState<'all' | 'listed'>('all');
  const [events, setEvents] = useState<ReadonlySet<Oid>>(new Set());
  const [isTried, setTried] = useState(false);
  const { failure, isPending, run } = useAct();
  const { form, toFault } = useFaultFocus();
  const lacksEvents = covers === 'listed' && events.size === 0;
  const submit = (): void => {
    setTried(true);
    if (producerOid === null || from === null || until === null || lacksEvents) return toFault();
    if (!isLocalDate(from) || !isLocalDate(until)) return;
    const wish = { producerOid, from, until, rights: RIGHTS[rights] };
    run(() => onGrant({ ...wish, serviceEvents: covers === 'all' ? null : [...events] }));
  };
  const toggle = (oid: Oid, isChosen: boolean): void => {
    const next = new Set(events);
    if (isChosen) next.add(oid);
    else next.delete(oid);
    setEvents(next);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('grantTitle')}
      actions={
        <>
          <Button keys="Esc" onPress={onClose}>
            {t('back')}
          </Button>
          <Button variant="primary" isPending={isPending} onPress={submit}>
            {t('doGrant')}
          </Button>
        </>
      }
    >
      <Stack ref={form}>
        <FailureBanner failure={failure} />
        <p>{t('grantSays')}</p>
        {choices.producers.length === 0 ? (
          <Banner kind="note">{t('noProducers')}</Banner>
        ) : (
          <Select<Oid>
            label={t('producerField')}
            width="full"
            items={choices.producers.map(({ oid, name }) => ({ id: oid, label: name }))}
            value={producerOid}
            onChange={setProducer}
            placeholder={t('pickProducer')}
            error={isTried && producerOid === null ? t('needProducer') : undefined}
            isRequired
            autoFocus
          />
        )}
        <Row>
          <DateField
            label={t('from')}
            value={from}
            onChange={setFrom}
            error={isTried && from === null ? t('needDay') : undefined}
            isRequired
          />
          <DateField
            label={t('until')}
            value={until}
            onChange={setUntil}
            min={today}
            max={addDays(today, LONGEST_AUTHORISATION_DAYS)}
            error={isTried && until === null ? t('needDay') : undefined}
            isRequired
          />
        </Row>
        <RadioGroup
          label={t('rights')}
          items={(['search', 'store', 'both'] as const).map(id => ({ id, label: t(`right-${id}`) }))}
          value={rights}
          onChange={setRights}
        />
        <RadioGroup
          label={t('covers')}
          items={[
            { id: 'all', label: t('allDocuments') },
            { id: 'listed', label: t('listed') },
          ]}
          value={covers}
          onChange={setCovers}
        />
        {covers === 'listed' &&
          (choices.serviceEvents.length === 0 ? (
            <Banner kind="note">{t('noEvents')}</Banner>
          ) : (
            choices.serviceEvents.map(({ oid, at, name }, index) => (
              <CheckBox
                key={oid}
                isSelected={events.has(oid)}
                onChange={isChosen => toggle(oid, isChosen)}
                error={isTried && lacksEvents && index === 0 ? t('needEvents') : undefined}
              >
                {[formats.dateTime(at), name].filter(part => part !== '').join(', ')}
              </CheckBox>
            ))
          ))}
      </Stack>
    </Dialog>
  );
}
