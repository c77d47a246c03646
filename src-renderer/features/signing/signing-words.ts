/** What the kind of document says in its own words; all in the language of the interface. */
export type SigningWords = Readonly<{
  /** Title of the dialog while pages are looked at. */
  title: string;
  /** What "signed and queued" means for this kind, one sentence. */
  queued: string;
  /** What "accepted" means for this kind, one sentence. */
  accepted: string;
}>;
