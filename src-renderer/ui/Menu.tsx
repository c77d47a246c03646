import type { ReactElement } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover as AriaPopover, Text } from 'react-aria-components';
import { cx } from './cx.ts';
import { Icon, type IconShape } from './Icon.tsx';
import { KeyHint } from './KeyHint.tsx';
import css from './Menu.module.css';

export type MenuEntry<Id extends string = string> = Readonly<{
  id: Id;
  label: string;
  icon?: IconShape;
  keys?: string;
  isDanger?: boolean;
  disabledBecause?: string | undefined;
}>;
export type MenuProps<Id extends string> = Readonly<{
  label: string;
  trigger: ReactElement;
  items: readonly MenuEntry<Id>[];
  onPick: (id: Id) => void;
}>;

export function Menu<Id extends string>({ label, trigger, items, onPick }: MenuProps<Id>) {
  return (
    <MenuTrigger>
      {trigger}
      <AriaPopover className={cx(css.popover)} offset={4} placement="bottom start">
        <AriaMenu
          className={cx(css.menu)}
          aria-label={label}
          onAction={key => {
            const picked = items.find(item => item.id === key);
            if (picked !== undefined && picked.disabledBecause === undefined) onPick(picked.id);
          }}
          disabledKeys={items.filter(item => item.disabledBecause !== undefined).map(item => item.id)}
        >
          {items.map(item => (
            <MenuItem
              key={item.id}
              id={item.id}
              textValue={item.label}
              className={cx(css.item, item.isDanger === true && css.danger)}
            >
              <span className={css.icon}>{item.icon !== undefined && <Icon of={item.icon} />}</span>
              <span className={css.words}>
                <Text slot="label">{item.label}</Text>
                {item.disabledBecause !== undefined && (
                  <Text slot="description" className={cx(css.reason)}>
                    {item.disabledBecause}
                  </Text>
                )}
              </span>
              {item.keys !== undefined && <KeyHint keys={item.keys} />}
            </MenuItem>
          ))}
        </AriaMenu>
      </AriaPopover>
    </MenuTrigger>
  );
}
