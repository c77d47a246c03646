import { type Language, LANGUAGES } from '../../../shared/kernel/language.ts';
import { type Acting } from './people.ts';
import { html, type Html } from './html.ts';
import { type Say } from './words.ts';

/** Everything that a page is drawn from. */
export type Page = Readonly<{
  language: Language;
  say: Say;
  /** Null before somebody has been chosen. */
  acting: Acting | null;
  /** Comes back with every form. */
  proof: string;
  /** What the last act came to. */
  note: Readonly<{ text: string; isRefusal: boolean }> | null;
}>;

/** A page of somebody who has been chosen. */
export type Own = Page & Readonly<{ acting: Acting }>;

/** `22.11.2026` from `2026-11-22`. */
export const day = (date: string): string => {
  const [year, month, dayOfMonth] = date.split('-').map(Number);
  return `${dayOfMonth}.${month}.${year}`;
};

export const ROOT = '/omakanta';
const PLACES = [
  ['tiedot', 'records'],
  ['reseptit', 'prescriptions'],
  ['tahto', 'wills'],
  ['sosiaali', 'socialPlace'],
  ['hyvinvointi', 'wellbeing'],
  ['loki', 'log'],
  ['puolesta', 'others'],
] as const;
export type Place = (typeof PLACES)[number][0];
export const isPlace = (text: string): text is Place => PLACES.some(([place]) => place === text);

/** Parameter and cookie of the language that was chosen on a page. */
export const LANGUAGE = 'kieli';

/** A button that does one thing: a form of its own, with the proof that it came from this page. */
export const act = (
  { proof }: Page,
  to: string,
  fields: Readonly<Record<string, string>>,
  label: string,
  more: Html | null = null,
): Html =>
  html`<form method="post" action="${ROOT}/${to}">
    <input type="hidden" name="proof" value="${proof}" />${Object.entries(fields).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
    )}${more}<button type="submit">${label}</button>
  </form>`;

const GROUNDS = { own: 'own', guardian: 'guardian', mandate: 'mandate' } as const;

/** Each language in its own words; the one that is spoken is no link. */
const NAMES: Readonly<Record<Language, string>> = { fi: 'Suomi', sv: 'Svenska', en: 'English' };
const languages = ({ language, say }: Page): Html =>
  html`<p class="languages" aria-label="${say('language')}">
    ${LANGUAGES.map(each =>
      each === language
        ? html`<span aria-current="true">${NAMES[each]}</span>`
        : html`<a href="?${LANGUAGE}=${each}" lang="${each}" hreflang="${each}">${NAMES[each]}</a>`,
    )}
  </p>`;

/** The frame of a page: practice word, who acts for whom, places. No script, no address of anything outside. */
export function layout(page: Page, place: Place | null, title: string, body: Html): string {
  const { say, acting, note } = page;
  const who =
    acting === null
      ? null
      : html`<p class="who">
            ${say('youAre')}: <strong>${acting.subject.name}</strong>,
            ${say(GROUNDS[acting.ground])}${acting.ground === 'own' ? null : html` (${acting.citizen.name})`}
          </p>
          ${act(page, 'ulos', {}, say('leave'))}`;
  const places =
    acting === null
      ? null
      : html`<nav>
          ${PLACES.map(
            ([id, word]) =>
              html`<a href="${ROOT}/${id}" ${id === place ? html` aria-current="page"` : null}>${say(word)}</a>`,
          )}
        </nav>`;
  return html`<!doctype html>
    <html lang="${page.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} – ${say('title')}</title>
        <link rel="stylesheet" href="${ROOT}/style.css" />
      </head>
      <body>
        <p class="practice">${say('practice')}</p>
        <header>
          <h1>${say('title')}</h1>
          ${who}${languages(page)}
        </header>
        ${places}
        <main>
          <h2>${title}</h2>
          ${
            note === null
              ? null
              : html`<p class="${note.isRefusal ? 'refusal' : 'note'}" role="status">${note.text}</p>`
          }${body}
        </main>
      </body>
    </html>`.markup;
}

/** Looks of the pages: the colours of the practice profile, in light and in dark. */
export const STYLE = `:root{color-scheme:light dark;--canvas:light-dark(#f4f6f7,#0f171d);--surface:light-dark(#fff,#17222a);--line:light-dark(#c9d1d6,#2e3c46);--strong:light-dark(#7c8a93,#6f808c);--text:light-dark(#15202b,#e8eef2);--quiet:light-dark(#4a5a66,#a9b8c2);--accent:light-dark(#00617a,#5cc3de);--on:light-dark(#fff,#0f171d);--practice:light-dark(#6b3fa0,#c7a4f2);--stop:light-dark(#a11b1b,#ff8f88);--stop-soft:light-dark(#fde7e6,#431b1b);--info-soft:light-dark(#e6ebfa,#1b2748)}
body{margin:0;background:var(--canvas);color:var(--text);font:15px/22px system-ui,'Segoe UI',sans-serif}
.practice{margin:0;padding:6px 24px;background:var(--practice);color:var(--on);font-weight:600}
header{display:flex;flex-wrap:wrap;align-items:center;gap:8px 24px;padding:12px 24px;background:var(--surface)}
header .who{margin:0 0 0 auto}header .languages{display:flex;gap:12px;margin:0}h1+.languages{margin-left:auto}.languages span{font-weight:600}.good{color:var(--quiet)}.bad{color:var(--stop)}.prescriptions td:nth-child(1){width:34%}.prescriptions td:nth-child(4){width:22%}h1{margin:0;font-size:20px}h2{margin:0 0 12px;font-size:20px}h3{margin:24px 0 8px;font-size:16px}
nav{display:flex;flex-wrap:wrap;gap:4px;padding:0 16px;background:var(--surface);border-bottom:1px solid var(--line)}
nav a{padding:8px 12px;color:var(--text);text-decoration:none;border-bottom:3px solid transparent}nav a[aria-current]{border-color:var(--accent);font-weight:600}
main{max-width:1180px;padding:24px}table{width:100%;border-collapse:collapse;background:var(--surface)}th{text-align:left;font-size:13px;color:var(--quiet);font-weight:450}
th,td{padding:8px 12px;border-bottom:1px solid var(--line);vertical-align:top}td form{margin:0 0 6px;flex-wrap:nowrap}td form:last-child{margin:0}form{display:flex;flex-wrap:wrap;align-items:center;gap:8px}
button{padding:5px 12px;border:1px solid var(--strong);border-radius:4px;background:var(--surface);color:var(--text);font:inherit;font-weight:600;white-space:nowrap;cursor:pointer}button.primary{background:var(--accent);border-color:var(--accent);color:var(--on)}
input[type=text],textarea,select{padding:5px 8px;border:1px solid var(--strong);border-radius:4px;background:var(--surface);color:var(--text);font:inherit}textarea{width:100%;box-sizing:border-box;min-height:110px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}a{color:var(--accent)}.quiet{color:var(--quiet)}.note,.refusal{padding:8px 12px;background:var(--info-soft)}.refusal{background:var(--stop-soft);color:var(--stop)}
.choice form{justify-content:space-between}.choice{margin:0 0 8px;padding:12px;background:var(--surface);border-bottom:1px solid var(--line)}.number{font-variant-numeric:tabular-nums;white-space:nowrap}pre,.text{white-space:pre-wrap;overflow-wrap:anywhere;margin:0}
@media print{nav,form,.who,.languages,.screen-only{display:none}body{background:none}}
`;
