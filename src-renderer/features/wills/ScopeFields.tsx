import { type DenialChoices } from '../../../shared/contract/wills.contract.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, CheckBox, Select, TextField } from '../../ui/index.ts';
import { type GiveForm, HEALTH_REGISTERS, SCOPES } from './give-form.ts';
import { willTexts } from './wills.texts.ts';

type ScopeFieldsProps = Readonly<{
  form: GiveForm;
  choices: DenialChoices;
  onEdit: (change: Partial<GiveForm>) => void;
  error: string | undefined;
}>;

/** What a denial covers: how wide, and of whom. */
export function ScopeFields({ form, choices, onEdit, error }: ScopeFieldsProps) {
  const t = useTexts(willTexts);
  const formats = useFormats();
  const { scope } = form;
  const namesController = scope === 'provider' || scope === 'register' || scope === 'socialController';
  return (
    <>
      <Select
        label={t('scope')}
        width="full"
        items={SCOPES.map(id => ({ id, label: t(id) }))}
        value={scope}
        onChange={to => onEdit({ scope: to })}
        placeholder={t('pickScope')}
        error={scope === null ? error : undefined}
        isRequired
      />
      {scope === 'serviceEvent' &&
        (choices.serviceEvents.length === 0 ? (
          <Banner kind="note">{t('noEvents')}</Banner>
        ) : (
          <Select<Oid>
            label={t('event')}
            width="full"
            items={choices.serviceEvents.map(({ oid, at, place, title }) => ({
              id: oid,
              label: [formats.dateOf(at), title].filter(part => part !== '').join(' '),
              detail: place,
            }))}
            value={form.eventOid}
            onChange={eventOid => onEdit({ eventOid })}
            placeholder={t('pickEvent')}
            error={form.eventOid === null ? error : undefined}
            isRequired
          />
        ))}
      {namesController &&
        (choices.controllers.length === 0 ? (
          <Banner kind="note">{t('noControllers')}</Banner>
        ) : (
          <Select<Oid>
            label={t('controller')}
            width="full"
            items={choices.controllers.map(({ oid, name }) => ({ id: oid, label: name }))}
            value={form.controllerOid}
            onChange={controllerOid => onEdit({ controllerOid })}
            placeholder={t('pickController')}
            error={form.controllerOid === null ? error : undefined}
            isRequired
          />
        ))}
      {scope === 'register' && (
        <Select
          label={t('kindOfRegister')}
          width="long"
          items={HEALTH_REGISTERS.map(id => ({ id, label: t(id) }))}
          value={form.registerKind}
          onChange={registerKind => onEdit({ registerKind })}
          placeholder={t('pickRegister')}
          error={form.registerKind === null ? error : undefined}
          isRequired
        />
      )}
      {scope === 'register' && form.registerKind === 'occupationalHealth' && (
        <TextField
          label={t('employer')}
          width="code"
          help={t('employerHelp')}
          value={form.employer}
          onChange={employer => onEdit({ employer })}
          error={error !== undefined && form.employer !== '' ? t('employerHelp') : undefined}
        />
      )}
      {scope === 'socialService' && (
        <TextField
          label={t('serviceTask')}
          width="code"
          value={form.serviceTask}
          onChange={serviceTask => onEdit({ serviceTask })}
          error={error}
          isRequired
        />
      )}
      {scope === 'socialDocument' && (
        <TextField
          label={t('documentOid')}
          width="long"
          help={t('badOid')}
          value={form.documentOid}
          onChange={documentOid => onEdit({ documentOid })}
          error={error === undefined ? undefined : t('badOid')}
          isRequired
        />
      )}
      <CheckBox
        isSelected={form.emergencyUse}
        onChange={emergencyUse => onEdit({ emergencyUse })}
        help={t('emergencyHelp')}
      >
        {t('emergency')}
      </CheckBox>
    </>
  );
}
