export { DispensingScreen } from './DispensingScreen.tsx';
export { leadTo } from './use-lead.ts';
