import { defineTexts } from '../../i18n/texts.ts';

/** The seconds in which a signed prescription may still be taken back. */
export const takeBackTexts = defineTexts('takeBack', {
  fi: {
    leaves_one: '{{what}} lähtee {{seconds}} s kuluttua.',
    leaves_other: '{{count}} määräystä lähtee {{seconds}} s kuluttua.',
    takeBack: 'Ota takaisin',
    takeBackLong: 'Ota allekirjoitettu takaisin ennen lähettämistä',
    nothing: 'Mitään ei voi enää ottaa takaisin: kaikki on lähetetty.',
    taken_one: 'Otettu takaisin. Luonnos on taas korissa, mitään ei lähetetty.',
    taken_other: '{{count}} otettu takaisin. Luonnokset ovat taas korissa, mitään ei lähetetty.',
    gone: 'Ehti jo lähteä: {{count}}. Sen voi mitätöidä.',
    may: 'Odottaa {{seconds}} s, jonka ajan sen voi ottaa takaisin',
  },
  sv: {
    leaves_one: '{{what}} skickas om {{seconds}} s.',
    leaves_other: '{{count}} ordinationer skickas om {{seconds}} s.',
    takeBack: 'Ta tillbaka',
    takeBackLong: 'Ta tillbaka det undertecknade innan det skickas',
    nothing: 'Inget kan längre tas tillbaka: allt har skickats.',
    taken_one: 'Återtagen. Utkastet ligger åter i korgen, inget skickades.',
    taken_other: '{{count}} återtagna. Utkasten ligger åter i korgen, inget skickades.',
    gone: 'Hann redan skickas: {{count}}. Den kan makuleras.',
    may: 'Väntar {{seconds}} s och kan tas tillbaka under den tiden',
  },
  en: {
    leaves_one: '{{what}} leaves in {{seconds}} s.',
    leaves_other: '{{count}} prescriptions leave in {{seconds}} s.',
    takeBack: 'Take back',
    takeBackLong: 'Take back what was signed before it is sent',
    nothing: 'Nothing can be taken back any more: all has been sent.',
    taken_one: 'Taken back. The draft is in the basket again, nothing was sent.',
    taken_other: '{{count}} taken back. The drafts are in the basket again, nothing was sent.',
    gone: 'Already on its way: {{count}}. It can be cancelled.',
    may: 'Waits {{seconds}} s, during which it can be taken back',
  },
});
