import { type FormEvent, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { isLocalDate, type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient, useHostEvent } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { unitWord } from '../../i18n/product-words.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  Code,
  type Column,
  DataTable,
  DateField,
  EmptyState,
  Quiet,
  Screen,
  TextField,
} from '../../ui/index.ts';
import { type AsOfRow, createCatalogueStore, differences, type Difference, rowKey } from './catalogue.store.ts';
import { catalogueTexts } from './catalogue.texts.ts';
import css from './catalogue.module.css';

const dateOrNull = (text: string | null): LocalDate | null => (text !== null && isLocalDate(text) ? text : null);

/** The Pharmaceutical Database as of any day that is kept, beside what is in force now. */
export function CatalogueScreen({ today }: Readonly<{ today: LocalDate }>) {
  const t = useTexts(catalogueTexts);
  const language = useLanguage();
  const formats = useFormats();
  const client = useClient();
  const [store] = useState(() => createCatalogueStore(client, today));
  const { versions, text, day, phase, activeKey, change, loadVersions, search, activate } = useStore(store);
  useEffect(() => void loadVersions(), [loadVersions]);
  useHostEvent('medicinesStored', () => void loadVersions());
  useHostEvent('medicinesChanged', () => {
    void loadVersions();
    void search();
  });
  const columns = useMemo<readonly Column<AsOfRow>[]>(() => {
    const money = (cents: number | null): string => (cents === null ? '–' : formats.money(cents));
    const saysOf = (one: Difference): string => {
      switch (one.of) {
        case 'gone':
        case 'left':
        case 'cameBack':
          return t(one.of);
        case 'price':
          return t('priceNow', { money: money(one.cents) });
        case 'reference':
          return one.cents === null ? t('noReferenceNow') : t('referenceNow', { money: money(one.cents) });
        case 'group':
          return one.group === null ? t('noGroupNow') : t('groupNow', { group: one.group });
      }
    };
    return [
      {
        id: 'product',
        header: t('product'),
        isRowHeader: true,
        width: '3fr',
        minWidth: 180,
        cell: ({ then }) => [then.tradeName, then.strength].join(' '),
      },
      {
        id: 'pack',
        header: t('pack'),
        width: '2fr',
        minWidth: 96,
        cell: ({ then }) => [then.sizeText, unitWord(then.unit ?? '', language)].join(' ').trim(),
      },
      {
        id: 'vnr',
        header: t('vnr'),
        width: 84,
        cell: ({ then }) => (then.vnr === null ? '–' : <Code group={3}>{then.vnr}</Code>),
      },
      {
        id: 'price',
        header: t('price'),
        width: 92,
        align: 'end',
        isNumeric: true,
        cell: ({ then }) => money(then.retailPriceCents),
      },
      {
        id: 'reference',
        header: t('reference'),
        width: 104,
        align: 'end',
        isNumeric: true,
        cell: ({ then }) => money(then.referencePriceCents),
      },
      { id: 'group', header: t('group'), width: 112, cell: ({ then }) => then.substitutionGroup ?? '–' },
      { id: 'market', header: t('market'), width: 76, cell: ({ then }) => (then.marketed ? t('yes') : t('no')) },
      {
        id: 'now',
        header: t('now'),
        width: '3fr',
        minWidth: 160,
        cell: row => {
          const different = differences(row).map(saysOf);
          return different.length === 0 ? <Quiet>{t('same')}</Quiet> : different.join(', ');
        },
      },
    ];
  }, [t, formats, language]);

  const oldest = versions?.kept[0];
  const date = (of: string): string => (isLocalDate(of) ? formats.date(of) : of);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void search();
  };
  const banner =
    phase.at === 'failed' ? (
      <FailureBanner failure={phase.failure} />
    ) : versions?.stale === true && !versions.release.invented ? (
      <Banner kind="error">{t('stale')}</Banner>
    ) : null;
  const empty =
    phase.at !== 'shown' ? (
      <EmptyState title={t('emptyTitle')}>{t('emptyMore')}</EmptyState>
    ) : phase.release === null && oldest !== undefined ? (
      <EmptyState title={t('noVersionTitle')}>
        {t('noVersionMore', { id: oldest.id, date: formats.date(oldest.from) })}
      </EmptyState>
    ) : (
      <EmptyState title={t('nothingTitle')}>{t('nothingMore')}</EmptyState>
    );
  return (
    <Screen
      title={t('title')}
      meta={
        versions === null ? undefined : t('inForce', { id: versions.release.id, date: date(versions.release.date) })
      }
      banner={banner}
      fill="flush"
      foot={
        <Quiet>
          {versions === null
            ? ''
            : versions.coming === null
              ? t('noComing')
              : t('coming', { id: versions.coming.id, date: formats.date(versions.coming.from) })}
          {phase.at === 'shown' && phase.release !== null
            ? ` · ${t('of', { id: phase.release.id, date: date(phase.release.date) })}`
            : ''}
        </Quiet>
      }
    >
      <div className={css.found}>
        <form
          className={css.search}
          onSubmit={submit}
          // The parts of a date are no inputs: Enter in them would send nothing.
          onKeyDown={event => {
            if (event.key === 'Enter' && (event.target as HTMLElement).getAttribute('role') === 'spinbutton')
              void search();
          }}
        >
          <TextField
            label={t('search')}
            value={text}
            onChange={value => change({ text: value })}
            autoFocus
            width="full"
          />
          <DateField label={t('day')} value={day} onChange={value => change({ day: dateOrNull(value) })} />
          <Button type="submit" variant="primary" onPress={() => undefined}>
            {t('find')}
          </Button>
        </form>
        <DataTable
          label={t('results')}
          columns={columns}
          rows={phase.at === 'shown' ? phase.rows : []}
          rowKey={rowKey}
          activeKey={activeKey}
          onActiveChange={row => activate(rowKey(row))}
          pending={phase.at === 'loading' ? t('loading') : undefined}
          empty={empty}
        />
      </div>
    </Screen>
  );
}
