/** Imaging studies of the open patient. */
export { ImagingScreen } from './ImagingScreen.tsx';
