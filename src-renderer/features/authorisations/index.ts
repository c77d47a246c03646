export { AuthorisationsScreen } from './AuthorisationsScreen.tsx';
