import { createContext, useContext } from 'react';

export type Theme = 'light' | 'dark' | 'system';
export type Density = 'compact' | 'comfortable';

/** Row heights in px, the same numbers as in tokens.css: virtual lists need them before layout. */
export const ROW_HEIGHTS = { compact: { single: 28, double: 38 }, comfortable: { single: 36, double: 52 } } as const;

export const DensityContext = createContext<Density>('compact');
export const useDensity = (): Density => useContext(DensityContext);

/** Words that parts of the kit bear without being given them each time. */
export type KitWords = Readonly<{ close: string; notices: string; clear: string }>;
export const KitWordsContext = createContext<KitWords>({ close: '', notices: '', clear: '' });
export const useKitWords = (): KitWords => useContext(KitWordsContext);
