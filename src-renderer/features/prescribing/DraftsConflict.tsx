import { useStore } from 'zustand';
import { isOfTwoWindows, TwoWindowsBanner } from '../../i18n/TwoWindowsBanner.tsx';
import { type DraftsStore } from './drafts.store.ts';

/** A form of the basket that another window has saved meanwhile. */
export function DraftsConflict({ drafts }: Readonly<{ drafts: DraftsStore }>) {
  const { items, settle } = useStore(drafts);
  const conflict = items.find(({ saved }) => saved.at === 'failed' && isOfTwoWindows(saved.failure));
  return conflict === undefined ? null : <TwoWindowsBanner onSettle={stays => void settle(conflict.key, stays)} />;
}
