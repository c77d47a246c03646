import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import { cx } from './cx.ts';
import css from './Tabs.module.css';

export type TabItem<Id extends string = string> = Readonly<{
  id: Id;
  label: string;
  count?: number;
  content: ReactNode;
}>;
export type TabsProps<Id extends string> = Readonly<{
  label: string;
  items: readonly TabItem<Id>[];
  selected: Id;
  onSelect: (id: Id) => void;
}>;

export function Tabs<Id extends string>({ label, items, selected, onSelect }: TabsProps<Id>) {
  return (
    <AriaTabs
      className={cx(css.tabs)}
      selectedKey={selected}
      onSelectionChange={key => {
        const picked = items.find(item => item.id === key);
        if (picked !== undefined) onSelect(picked.id);
      }}
    >
      <TabList className={cx(css.list)} aria-label={label}>
        {items.map(item => (
          <Tab key={item.id} id={item.id} className={cx(css.tab)}>
            {item.label}
            {item.count !== undefined && <span className={css.count}>{item.count}</span>}
          </Tab>
        ))}
      </TabList>
      {items.map(item => (
        <TabPanel key={item.id} id={item.id} className={cx(css.panel)}>
          {item.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
