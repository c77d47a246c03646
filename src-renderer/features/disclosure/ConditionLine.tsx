import { type DisclosureConditions } from '../../../shared/contract/wills.contract.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Quiet, Tag } from '../../ui/index.ts';
import { disclosureTexts } from './disclosure.texts.ts';
import css from './disclosure.module.css';

/** What the one who asks and the person's permission bring; denials are no part of it, whether there are any or none. */
export function ConditionLine({ conditions }: Readonly<{ conditions: DisclosureConditions | null }>) {
  const t = useTexts(disclosureTexts);
  const { relationship = null, informed = null, consented = null } = conditions ?? {};
  const items = [
    { id: 'relationship', label: t('relationship'), met: relationship },
    { id: 'informed', label: t('informed'), met: informed },
    { id: 'consented', label: t('consented'), met: consented },
  ];
  return (
    <div className={css.conditions} role="group" aria-label={t('conditions')}>
      {items.map(({ id, label, met }) => (
        <span key={id} className={css.condition}>
          <Quiet>{label}</Quiet>
          <Tag tone={met === null ? 'neutral' : met ? 'info' : 'warn'} look="plain">
            {t(met === null ? 'unknown' : met ? 'met' : 'notMet')}
          </Tag>
        </span>
      ))}
    </div>
  );
}
