/** Word lists of the practice patients: common Finnish and Finland-Swedish names, invented towns and streets. */
export type NameList = Readonly<{
  family: readonly string[];
  male: Readonly<{ old: readonly string[]; young: readonly string[] }>;
  female: Readonly<{ old: readonly string[]; young: readonly string[] }>;
}>;

const words = (text: string): readonly string[] => text.trim().split(/\s*\|\s*|\s*\n\s*/);

export const FINNISH: NameList = {
  family: words(`
    Korhonen | Virtanen | Mäkinen | Nieminen | Mäkelä | Hämäläinen | Laine | Heikkinen | Koskinen | Järvinen | Lehtonen
    Lehtinen | Saarinen | Salminen | Heinonen | Niemi | Heikkilä | Kinnunen | Salonen | Turunen | Salo | Laitinen
    Tuominen | Rantanen | Karjalainen | Jokinen | Mattila | Savolainen | Lahtinen | Ahonen | Ojala | Leppänen | Väisänen
    Hiltunen | Kallio | Miettinen | Pitkänen | Aaltonen | Manninen | Hakala | Koivisto | Anttila | Laaksonen | Hirvonen
    Lehto | Räsänen | Laakso | Toivonen | Mustonen | Rantala | Aalto | Nurmi | Peltonen | Niemelä | Seppälä | Moilanen
    Hänninen | Lappalainen | Seppänen | Partanen | Saari | Kemppainen | Peltola | Lahti | Kettunen | Hyvönen | Kauppinen
    Kokkonen | Halonen | Ikonen | Nykänen | Harju | Jääskeläinen | Pulkkinen | Väänänen | Åkerman | Öhman | Äijälä
    Löytynoja | Näätänen | Työppönen | Yli-Hukkala | Ala-Mäki | Iso-Aho | Vähä-Touru | Pikku-Pyhältö | Uusi-Rasi
    Ó Briain | Nguyễn | Petrova | Šimić | Łukasik | de la Cruz | Abdi | Mohamed | Tamm | Saar
  `),
  male: {
    old: words(`
      Juhani | Olavi | Antero | Tapani | Johannes | Tapio | Kalevi | Matti | Pekka | Petri | Ilmari | Veikko | Erkki
      Reino | Toivo | Eino | Väinö | Martti | Heikki | Seppo | Risto | Raimo | Jorma | Pentti | Yrjö | Åke | Aarre | Jari
    `),
    young: words(`
      Mikael | Aleksi | Ville | Mikko | Antti | Jani | Oliver | Eetu | Leo | Onni | Eino | Elias | Väinö | Noel | Toivo
      Emil | Oiva | Leevi | Joona | Niko | Santeri | Juho-Matti | Jan-Erik | Ossi | Pyry | Sampo | Touko | Hugo | Daniel
    `),
  },
  female: {
    old: words(`
      Maria | Helena | Anneli | Kaarina | Marjatta | Liisa | Hannele | Ritva | Leena | Aino | Kyllikki | Elina | Tellervo
      Aune | Sirkka | Eeva | Raija | Pirkko | Irma | Anna-Liisa | Marja-Leena | Tuula | Päivi | Äly | Irja | Hilkka
    `),
    young: words(`
      Emilia | Sofia | Aino | Olivia | Eevi | Lilja | Helmi | Venla | Ella | Aada | Pihla | Isla | Siiri | Kerttu | Elsa
      Linnea | Anna-Maria | Ida | Laura | Sanna | Johanna | Heidi | Noora | Iida | Säde | Päivikki | Yasmin | Fatima
    `),
  },
};

export const SWEDISH: NameList = {
  family: words(`
    Johansson | Nyman | Lindholm | Karlsson | Andersson | Eriksson | Lindström | Nyberg | Lindroos | Blomqvist | Sundström
    Söderholm | Sjöberg | Öhman | Åberg | Backman | Wikström | Sandberg | Holmberg | Lönnqvist | Grönroos | Fagerström
    von Essen | af Hällström | Björklund | Sjöblom | Häggblom | Österberg | Granqvist | Enqvist | Wärnhjelm | De Geer
  `),
  male: {
    old: words(
      'Karl | Johan | Gustav | Bengt | Nils | Åke | Gösta | Lars-Erik | Börje | Håkan | Henrik | Bo | Göran | Stig',
    ),
    young: words(
      'Anton | Alexander | Emil | Oscar | William | Lucas | Jan-Åke | Sebastian | Benjamin | Elliot | Melker | Viktor',
    ),
  },
  female: {
    old: words(
      'Margareta | Birgitta | Ann-Christin | Gunilla | Ulla-Britt | Märta | Solveig | Åsa | Kerstin | Gunnel | Brita',
    ),
    young: words('Ellen | Alva | Saga | Linnéa | Signe | Matilda | Ebba | Hedvig | Ida | Emma-Sofia | Freja | Ronja'),
  },
};

/** Inhabitants of Finland by five-year bands from 0-4 to 100-104, in thousands, rounded. */
export const PYRAMID: readonly number[] = [
  230, 275, 310, 310, 305, 340, 360, 365, 355, 320, 330, 360, 360, 340, 325, 295, 180, 105, 42, 11, 1.2,
];

export const TOWNS = [
  { name: { fi: 'Harjoitusla', sv: 'Harjoitusla' }, postalCode: '00999' },
  { name: { fi: 'Koelahti', sv: 'Koelahti' }, postalCode: '00998' },
  { name: { fi: 'Mallikylä', sv: 'Modellby' }, postalCode: '00997' },
  { name: { fi: 'Oppila', sv: 'Lärby' }, postalCode: '00996' },
  { name: { fi: 'Övningsby', sv: 'Övningsby' }, postalCode: '00995' },
] as const;

export const STREETS = {
  fi: words(
    'Harjoituskatu | Koivukuja | Rantatie | Mäntypolku | Kirkkotie | Puistokatu | Pihlajatie | Myllymäentie | Kaislaranta | Satamakatu | Ylä-Ojantie | Kääntöpiha',
  ),
  sv: words(
    'Övningsgatan | Strandvägen | Björkstigen | Kyrkvägen | Parkgatan | Rönnvägen | Kvarnbacken | Hamngatan | Ängsvägen',
  ),
} as const;
