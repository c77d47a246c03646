import { type DisclosureConditions } from '../../../shared/contract/wills.contract.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Dialog, Stack, Tag } from '../../ui/index.ts';
import { disclosureTexts } from './disclosure.texts.ts';
import css from './disclosure.module.css';

type WhyDialogProps = Readonly<{
  isOpen: boolean;
  conditions: DisclosureConditions | null;
  isEmergency: boolean;
  onWills: () => void;
  onClose: () => void;
}>;

const both = (a: boolean | null, b: boolean | null): boolean | null =>
  a === false || b === false ? false : a === null || b === null ? null : true;

/**
 * The rules of disclosure with what is known of those who ask and of the person's permission. It says the same whether
 * something was left out or not: the existence of data that are not given is never told.
 */
export function WhyDialog({ isOpen, conditions, isEmergency, onWills, onClose }: WhyDialogProps) {
  const t = useTexts(disclosureTexts);
  const { relationship = null, informed = null, consented = null } = conditions ?? {};
  const rules: readonly Readonly<{ id: string; says: string; met?: boolean | null }>[] = [
    { id: 'R0', says: t('whyR0'), met: relationship },
    { id: 'R1', says: t('whyR1') },
    { id: 'R2', says: t('whyR2') },
    { id: 'R6', says: t('whyR6'), met: informed },
    { id: 'R7', says: t('whyR7'), met: both(informed, consented) },
    { id: 'R8', says: t('whyR8'), ...(isEmergency ? { met: true } : {}) },
    { id: 'R10', says: t('whyR10') },
    { id: 'R11', says: t('whyR11') },
  ];
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('whyTitle')}
      actions={
        <>
          <Button onPress={onWills}>{t('toWills')}</Button>
          <Button onPress={onClose} keys="Esc" autoFocus>
            {t('close')}
          </Button>
        </>
      }
    >
      <Stack>
        <p className={css.words}>{t('whySays')}</p>
        <ul className={css.rules}>
          {rules.map(({ id, says, met }) => (
            <li key={id} className={css.rule}>
              <span className={css.ruleId}>{id}</span>
              <span>{says}</span>
              {met === undefined ? (
                <span />
              ) : (
                <Tag tone={met === null ? 'neutral' : met ? 'info' : 'warn'} look="plain">
                  {t(met === null ? 'unknown' : met ? 'holds' : 'fails')}
                </Tag>
              )}
            </li>
          ))}
        </ul>
      </Stack>
    </Dialog>
  );
}
