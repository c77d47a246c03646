import { useMemo, useState } from 'react';
import { Check, Minus } from 'lucide-react';
import { UNCONFIRMED_RIGHTS } from '../../../shared/codes/unconfirmed-rights.ts';
import {
  ALL_CAPABILITIES,
  CAPABILITIES,
  capabilitiesBy,
  type Capability,
} from '../../../shared/domain/people/capabilities.ts';
import { PROFESSIONS, type Profession } from '../../../shared/domain/people/person.ts';
import { useTexts } from '../../i18n/texts.ts';
import { type Column, DataTable, Icon, Panel, Quiet, Screen, Section, Split, Stack } from '../../ui/index.ts';
import { accessTexts } from './access.texts.ts';
import css from './oversight.module.css';

const roleKey = (role: Profession): string => role;

/** Which role may do what, out of the very table that the host enforces. */
export function AccessScreen() {
  const t = useTexts(accessTexts);
  const [active, setActive] = useState<Profession>('physician');
  const columns = useMemo<readonly Column<Profession>[]>(
    () => [
      { id: 'role', header: t('role'), isRowHeader: true, width: '1fr', cell: role => t(role) },
      { id: 'rights', header: t('rights'), width: 104, isNumeric: true, cell: role => CAPABILITIES[role].length },
    ],
    [t],
  );
  const granted = CAPABILITIES[active];
  /** What the limited right to prescribe adds: the one right that opens more than its profession. */
  const added =
    active === 'nurse'
      ? capabilitiesBy({ profession: active, right: UNCONFIRMED_RIGHTS.limitedNurse }).filter(
          capability => !granted.includes(capability),
        )
      : [];
  const lines = (capabilities: readonly Capability[], isGranted: boolean) =>
    capabilities.map(capability => (
      <li key={capability} className={css.right} data-granted={isGranted}>
        <Icon of={isGranted ? Check : Minus} />
        <span>{t(capability)}</span>
      </li>
    ));
  return (
    <Screen title={t('title')} meta={t('meta')} fill="flush">
      <Split
        list={
          <DataTable
            label={t('roles')}
            columns={columns}
            rows={PROFESSIONS}
            rowKey={roleKey}
            activeKey={active}
            onActiveChange={setActive}
            empty={null}
            autoFocus
          />
        }
        detail={
          <Panel title={t(active)} grows isPane>
            <Stack>
              <Section title={t('may')}>
                <ul className={css.rights}>{lines(granted, true)}</ul>
              </Section>
              {added.length > 0 && (
                <Section title={t('withLimitedRight')}>
                  <ul className={css.rights}>{lines(added, true)}</ul>
                </Section>
              )}
              <Section title={t('mayNot')}>
                <ul className={css.rights}>
                  {lines(
                    ALL_CAPABILITIES.filter(capability => !granted.includes(capability)),
                    false,
                  )}
                </ul>
              </Section>
              <Quiet>{t('refusedWith')}</Quiet>
            </Stack>
          </Panel>
        }
      />
    </Screen>
  );
}
