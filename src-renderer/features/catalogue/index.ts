export { CatalogueScreen } from './CatalogueScreen.tsx';
export { useDatabaseChange } from './use-database-change.ts';
export { DatabaseVersion } from './DatabaseVersion.tsx';
