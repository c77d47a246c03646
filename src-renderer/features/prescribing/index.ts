export { PrescribingScreen } from './PrescribingScreen.tsx';
export { useNearSearch } from './use-near-search.ts';
