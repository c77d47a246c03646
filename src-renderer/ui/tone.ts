/** What a colour means. `ok` is for "accepted by the service" and nothing else. */
export const TONES = ['ok', 'warn', 'stop', 'info', 'neutral', 'practice'] as const;
export type Tone = (typeof TONES)[number];
