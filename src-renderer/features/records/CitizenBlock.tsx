import { useStore } from 'zustand';
import { MINOR_DISCLOSURES } from '../../../shared/codes/prescription-values.ts';
import { type CitizenView, SHOWN_AT_ONCE } from '../../../shared/domain/records/record.ts';
import { addDays, ageInYears, isLocalDate, type LocalDate } from '../../../shared/kernel/time.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { CheckBox, DateField, RadioGroup, Row, Stack, TextField } from '../../ui/index.ts';
import { citizenViewTexts } from './citizen-view.texts.ts';
import { type NoteStore } from './note.store.ts';
import css from './records.module.css';

type CitizenBlockProps = Readonly<{ note: NoteStore; birthDate: LocalDate; today: LocalDate }>;

const ADULT_YEARS = 18;
/** Where the end of a delay stands at first: a week. */
const FIRST_DAYS = 7;
const CHOICES = ['1', '2', '3', '4'] as const;

/** What the person, and of a minor the guardians, see of this note, and from when. */
export function CitizenBlock({ note, birthDate, today }: CitizenBlockProps) {
  const t = useTexts(citizenViewTexts);
  const language = useLanguage();
  const citizen = useStore(note, state => state.form.citizen) ?? SHOWN_AT_ONCE;
  const isAnnulment = useStore(note, state => state.form.revision?.act === 'annulment');
  if (isAnnulment) return null;
  const set = (change: Partial<CitizenView>): void => note.getState().setCitizen({ ...citizen, ...change });
  const { delay } = citizen;
  return (
    <div className={css.block} data-heading="citizen">
      <h2 className={css.heading}>{t('heading')}</h2>
      <Stack gap="related">
        {ageInYears(birthDate, today) < ADULT_YEARS && (
          <RadioGroup
            label={t('minor')}
            items={CHOICES.map(id => ({ id, label: MINOR_DISCLOSURES[id][language] }))}
            value={citizen.minorDisclosure}
            onChange={minorDisclosure => set({ minorDisclosure })}
            isRequired
          />
        )}
        <CheckBox
          isSelected={delay !== null}
          onChange={isDelayed => set({ delay: isDelayed ? { until: addDays(today, FIRST_DAYS), reason: '' } : null })}
          help={t('delayHelp')}
        >
          {t('delay')}
        </CheckBox>
        {delay !== null && (
          <Row align="fields" gap="group">
            <DateField
              label={t('until')}
              value={delay.until}
              onChange={until => {
                if (until !== null && isLocalDate(until)) set({ delay: { ...delay, until } });
              }}
              isRequired
            />
            <TextField
              label={t('reason')}
              help={t('reasonHelp')}
              value={delay.reason}
              onChange={reason => set({ delay: { ...delay, reason } })}
              width="long"
              isRequired
            />
          </Row>
        )}
      </Stack>
    </div>
  );
}
