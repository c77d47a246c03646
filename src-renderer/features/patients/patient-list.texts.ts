import { defineTexts } from '../../i18n/texts.ts';

/** What every list of a service says of itself. */
export const patientListTexts = defineTexts('patientList', {
  fi: {
    asOf: 'Tilanne {{time}}',
    refresh: 'Päivitä',
    refreshed: '{{title}}: päivitetty',
    sending: 'Lähetys',
    accepted: 'Vastaanotettu',
    queued: 'Jonossa',
    rejected: 'Hylätty',
  },
  sv: {
    asOf: 'Läget {{time}}',
    refresh: 'Uppdatera',
    refreshed: '{{title}}: uppdaterad',
    sending: 'Sändning',
    accepted: 'Mottagen',
    queued: 'I kö',
    rejected: 'Avvisad',
  },
  en: {
    asOf: 'As of {{time}}',
    refresh: 'Refresh',
    refreshed: '{{title}}: refreshed',
    sending: 'Sending',
    accepted: 'Accepted',
    queued: 'Queued',
    rejected: 'Refused',
  },
});
