/** Client work of social welfare: own clients, and one client's relationship, cases and documents. */
export { ClientsScreen } from './ClientsScreen.tsx';
export { SocialScreen } from './SocialScreen.tsx';
