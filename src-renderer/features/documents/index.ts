/** A document out of a file: as it reads, what it says, whether its signatures hold, how it differs from another one. */
export { DocumentScreen } from './DocumentScreen.tsx';
