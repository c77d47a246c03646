export { PrescribingScreen } from './PrescribingScreen.tsx';
export { StoringScreen } from './StoringScreen.tsx';
export { storingTexts } from './storing.texts.ts';
export { useNearSearch } from './use-near-search.ts';
export { useSummary } from './use-summary.tsx';
